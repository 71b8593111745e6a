using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Inheritance;

/// <summary>S10: generated over generated, with a base constructor that registers.</summary>
public partial class GeneratedChainTests
{
    private class HandWrittenBase : Module<Tensor, Tensor>
    {
        public Linear head = Linear(2, 2);

        public HandWrittenBase()
            : base(nameof(HandWrittenBase)) => RegisterComponents();

        public override Tensor forward(Tensor x) => head.call(x);
    }

    private sealed class HandWritten : HandWrittenBase
    {
        public readonly Linear extra;
        public readonly Tensor mask;

        public HandWritten()
        {
            extra = Linear(2, 2);
            mask = ones(2);
            RegisterComponents();
        }
    }

    [Module]
    internal partial class Base : Module<Tensor, Tensor>
    {
        public Linear head = Linear(2, 2);

        public Base()
            : base(nameof(Base)) => RegisterComponents();

        public override Tensor forward(Tensor x) => head.call(x);
    }

    [Module]
    internal partial class Middle : Base
    {
        [Buffer] public Tensor mask;

        public Middle()
        {
            mask = ones(2);
            RegisterComponents();
        }
    }

    [Module]
    internal sealed partial class Most : Middle
    {
        public readonly Linear extra;
        [Buffer] public Tensor last = ones(2);

        public Most()
        {
            extra = Linear(2, 2);
            head = Linear(2, 2, hasBias: false);
        }

        public override Tensor forward(Tensor x) => extra.call(base.forward(x)) + mask;
    }

    [Fact]
    public void Members_of_derived_classes_are_not_lost_T01_T02()
    {
        using var handWritten = new HandWritten();
        Assert.Equal(["head.weight", "head.bias"], handWritten.state_dict().Keys);
        handWritten.to(ScalarType.Float64);
        Assert.Equal((ScalarType.Float32, ScalarType.Float32), (handWritten.extra.weight.dtype, handWritten.mask.dtype));

        using var generated = new Most();
        StateAssert.Keys(generated, "mask", "last", "head.weight", "extra.weight", "extra.bias");
        generated.to(ScalarType.Float64);
        StateAssert.Has(ScalarType.Float64, generated);
        using (Tensor output = generated.call(ones(1, 2, float64)))
        {
            Assert.Equal(ScalarType.Float64, output.dtype);
        }

        generated.to(DeviceType.META);
        StateAssert.On(DeviceType.META, generated);
    }

    [Fact]
    public void A_base_class_on_its_own_has_its_own_state()
    {
        using var module = new Base();
        StateAssert.Keys(module, "head.weight", "head.bias");

        using var middle = new Middle();
        StateAssert.Keys(middle, "mask", "head.weight", "head.bias");
    }
}
