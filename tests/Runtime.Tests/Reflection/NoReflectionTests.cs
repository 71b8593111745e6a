using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using BindingFlags = System.Reflection.BindingFlags;

namespace TorchSharp.Generators.Runtime.Tests.Reflection;

/// <summary>
/// S15: the two places where TorchSharp reflects are never reached. That the same holds in trimmed and NativeAOT programs
/// is tested on the published sample.
/// </summary>
public partial class NoReflectionTests
{
    private sealed class HandWritten : Module
    {
        private readonly Tensor mask = ones(2);

        public HandWritten()
            : base(nameof(HandWritten)) => RegisterComponents();

        public bool Reflected { get; private set; }

        public Tensor Mask => mask;

        protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
        {
            Reflected = true;
            base._toEpilog(dtype, device, non_blocking);
        }
    }

    [Module]
    internal partial class Generated : Module
    {
        [Buffer] private Tensor mask = ones(2);
        private readonly Linear fc = Linear(2, 2);
        private readonly Sequential chain = Sequential(("leaf", new Leaf()));

        public Generated()
            : base(nameof(Generated)) => RegisterComponents();

        public bool Reflected { get; private set; }

        protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking) => Reflected = true;
    }

    [Module]
    internal sealed partial class Derived : Generated
    {
        public Parameter Weight { get; private set; } = Parameter(ones(2));
    }

    [Module]
    internal sealed partial class Leaf : Module<Tensor, Tensor>
    {
        public Leaf()
            : base(nameof(Leaf)) => Table = ones(2);

        [Buffer(Persistent = false)] public partial Tensor Table { get; set; }

        public override Tensor forward(Tensor x) => x;
    }

    [Fact]
    public void Registration_and_moves_do_not_reflect()
    {
        using var handWritten = new HandWritten();
        handWritten.to(ScalarType.Float64);
        Assert.True(handWritten.Reflected && HasReflected(handWritten));

        using var generated = new Derived();
        generated.to(ScalarType.Float64).to(DeviceType.META);
        generated.eval();
        Assert.Equal(["Weight", "mask", "fc.weight", "fc.bias"], generated.state_dict().Keys);
        Assert.False(generated.Reflected);
        Assert.All(generated.modules().OfType<Leaf>().Append<Module>(generated), module => Assert.False(HasReflected(module)));
    }

    /// <summary>TorchSharp sets this flag at the end of the loop over the fields of a module.</summary>
    private static bool HasReflected(Module module) =>
        (bool)typeof(Module).GetField("_areComponentsRegistered", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(module)!;
}
