using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Order;

/// <summary>S2: private members of one name in base and derived class are two entries under two keys.</summary>
public partial class UniqueKeyTests
{
    private class HandWrittenBase() : Module(nameof(HandWrittenBase))
    {
        private readonly Tensor mask = ones(2);

        public Tensor BaseMask => mask;
    }

    private sealed class HandWritten : HandWrittenBase
    {
        private readonly Tensor mask = ones(3);

        public HandWritten() => RegisterComponents();

        public Tensor OwnMask => mask;
    }

    [Module]
    internal partial class Base() : Module(nameof(Base))
    {
        [Buffer("base_mask")] private Tensor mask = ones(2);

        public Tensor BaseMask => mask;
    }

    [Module]
    internal sealed partial class Derived : Base
    {
        [Buffer] private Tensor mask = ones(3);

        public Tensor OwnMask => mask;
    }

    [Fact]
    public void Both_fields_are_state_T03()
    {
        using var handWritten = new HandWritten();
        handWritten.to(ScalarType.Float64);
        Assert.Equal(["mask"], handWritten.state_dict().Keys);
        Assert.Equal((ScalarType.Float32, ScalarType.Float64), (handWritten.BaseMask.dtype, handWritten.OwnMask.dtype));

        using var generated = new Derived();
        generated.to(ScalarType.Float64);
        StateAssert.Keys(generated, "base_mask", "mask");
        Assert.Equal((ScalarType.Float64, ScalarType.Float64), (generated.BaseMask.dtype, generated.OwnMask.dtype));
    }
}
