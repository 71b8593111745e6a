using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Registration;

/// <summary>S1: state is registered without any call.</summary>
public partial class RegistrationTests
{
    private sealed class NeverRegisters() : Module(nameof(NeverRegisters))
    {
        private readonly Linear fc = Linear(2, 2);
        private readonly Tensor mask = ones(2);

        public (ScalarType, ScalarType) Dtypes => (fc.weight.dtype, mask.dtype);
    }

    [Module]
    internal sealed partial class Declares() : Module(nameof(Declares))
    {
        private readonly Linear fc = Linear(2, 2);
        private Parameter scale = Parameter(ones(1));
        [Buffer] private Tensor mask = ones(2);

        public void Register() => RegisterComponents();
    }

    [Fact]
    public void A_forgotten_RegisterComponents_leaves_everything_behind_T57()
    {
        using var handWritten = new NeverRegisters();
        handWritten.to(ScalarType.Float64);
        Assert.Empty(handWritten.state_dict());
        Assert.Equal((ScalarType.Float32, ScalarType.Float32), handWritten.Dtypes);
        var visited = new List<Module>();
        handWritten.apply(visited.Add);
        Assert.Same(handWritten, Assert.Single(visited));

        using var generated = new Declares();
        StateAssert.Keys(generated, "scale", "mask", "fc.weight", "fc.bias");
        generated.to(ScalarType.Float64);
        StateAssert.Has(ScalarType.Float64, generated);
        generated.to(DeviceType.META);
        StateAssert.On(DeviceType.META, generated);
    }

    [Fact]
    public void Every_view_of_the_state_sees_it_at_once()
    {
        using var module = new Declares();
        Assert.Equal(["scale", "fc.weight", "fc.bias"], module.named_parameters().Select(entry => entry.name));

        using var other = new Declares();
        Assert.Equal(["mask"], other.named_buffers().Select(entry => entry.name));

        using var third = new Declares();
        Assert.True(third.has_buffer("mask") && third.has_parameter("scale") && third.has_parameter("fc.bias"));
        Assert.Null(third.get_buffer("fc"));
        Assert.Null(third.get_parameter("mask"));
    }

    [Fact]
    public void RegisterComponents_can_still_be_called()
    {
        using var module = new Declares();
        Dictionary<string, Tensor> before = module.state_dict();

        module.Register();
        module.Register();

        Assert.All(module.state_dict(), entry => Assert.Same(before[entry.Key], entry.Value));
        StateAssert.Keys(module, [.. before.Keys]);
    }

    [Module]
    internal sealed partial class HalfBuilt : Module
    {
        private Parameter? scale;
        private Linear? fc;
        [Buffer] private Tensor? mask;

        public HalfBuilt()
            : base(nameof(HalfBuilt))
        {
            RegisterComponents();
            KeysOfNothing = [.. state_dict().Keys];
            scale = Parameter(ones(1));
            fc = Linear(1, 1);
            mask = ones(1);
        }

        public string[] KeysOfNothing { get; }
    }

    [Fact]
    public void RegisterComponents_before_the_members_are_there_does_no_harm_T08()
    {
        using var module = new HalfBuilt();

        Assert.Empty(module.KeysOfNothing);
        StateAssert.Keys(module, "scale", "mask", "fc.weight", "fc.bias");
    }
}
