using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Registration;

/// <summary>Members of a module type that hold no state of their own, and state that is declared in unusual words.</summary>
public partial class LookAlikeTests
{
    [Module]
    internal sealed partial class Plain() : Module(nameof(Plain))
    {
        private static readonly Linear s_shared = Linear(1, 1);
        private readonly Linear fc = Linear(1, 1, hasBias: false);

        public Linear Alias => fc;

        public Linear this[int index] => index == 0 ? fc : s_shared;

        public required Parameter? Scale { get; set; }

        [Buffer] public required partial Tensor Mask { get; set; }
    }

    private sealed class HandWrittenCapture : HandWrittenBase
    {
        public HandWrittenCapture(Linear fc)
            : base(fc) => RegisterComponents();
    }

    private class HandWrittenBase(Linear fc) : Module(nameof(HandWrittenBase))
    {
        public Linear Fc => fc;
    }

    [Module]
    internal sealed partial class Captures(Linear fc, Tensor mask) : Module(nameof(Captures))
    {
        private readonly Linear fc = fc;
        [Buffer] private Tensor mask = mask * 2;
    }

#nullable disable
    [Module]
    internal sealed partial class Oblivious() : Module(nameof(Oblivious))
    {
        public Parameter weight = Parameter(ones(1));
        [Buffer] public Tensor none;
        [Buffer] public Tensor Mask { get; set; } = ones(1);
        [Buffer] public partial Tensor Table { get; set; }
        public Linear missing;
    }
#nullable restore

    [Fact]
    public void Computed_properties_indexers_and_static_members_are_not_state()
    {
        using var module = new Plain { Scale = null, Mask = ones(1) };

        StateAssert.Keys(module, "Mask", "fc.weight");
        Assert.Equal(["fc"], module.named_children().Select(child => child.name));
    }

    [Fact]
    public void Primary_constructor_parameters_have_no_keys_T117()
    {
        using var handWritten = new HandWrittenCapture(Linear(1, 1, hasBias: false));
        Assert.Equal(["<fc>P.weight"], handWritten.state_dict().Keys);
        Assert.NotNull(handWritten.Fc);

        using var generated = new Captures(Linear(1, 1, hasBias: false), ones(1));
        StateAssert.Keys(generated, "mask", "fc.weight");
    }

    [Fact]
    public void Without_nullable_annotations()
    {
        using var module = new Oblivious();
        StateAssert.Keys(module, "weight", "Mask");

        module.Table = ones(1);
        module.none = ones(1);
        module.missing = Linear(1, 1, hasBias: false);
        StateAssert.Keys(module, "weight", "none", "Mask", "Table", "missing.weight");

        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
    }
}
