using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Registration;

/// <summary>Which key a member has: its own name, a policy, TorchSharp's <c>[ComponentName]</c> or the attribute's.</summary>
public partial class KeyTests
{
    [Module]
    internal sealed partial class Explicit() : Module(nameof(Explicit))
    {
        [Parameter("weight")] private Parameter _weight = Parameter(ones(1));
        [Buffer("running_mean")] private Tensor _mean = ones(1);
        [Submodule("out_proj")] private readonly Linear _output = Linear(1, 1, hasBias: false);
        [Buffer("cache")] public Tensor Cache { get; set; } = ones(1);
    }

    private sealed class OtherName : Module
    {
        private readonly Tensor buf = ones(1);

        public OtherName()
            : base(nameof(OtherName)) => register_buffer("other", buf);

        public Tensor Field => buf;
    }

    [Module]
    internal sealed partial class Named() : Module(nameof(Named))
    {
        [ComponentName(Name = "weight")] private Parameter _weight = Parameter(ones(1));
        [Buffer, ComponentName(Name = "mask")] private Tensor _mask = ones(1);
        [field: ComponentName(Name = "norm")] public LayerNorm Norm { get; } = LayerNorm(1);
    }

    [Module]
    [StateNaming(StateNamingPolicy.SnakeCaseLower)]
    internal sealed partial class Snake() : Module(nameof(Snake))
    {
        private readonly Linear WQuery = Linear(1, 1, hasBias: false);
        private readonly Linear _wKey = Linear(1, 1, hasBias: false);
        [Buffer] public Tensor RunningMean { get; set; } = ones(1);
        [Buffer("Exact")] private Tensor _exact = ones(1);
        [Buffer, ComponentName(Name = "ThirdParty")] private Tensor _thirdParty = ones(1);
    }

    private sealed class CSharpNames : Module
    {
        private readonly Linear _fc1 = Linear(1, 1, hasBias: false);

        public CSharpNames()
            : base(nameof(CSharpNames)) => RegisterComponents();

        public Linear First => _fc1;
    }

    [Module]
    internal sealed partial class Verbatim() : Module(nameof(Verbatim))
    {
        private readonly Linear _fc1 = Linear(1, 1, hasBias: false);
        private readonly Linear @out = Linear(1, 1, hasBias: false);
    }

    [Fact]
    public void The_attribute_gives_the_key_and_the_member_stays_alive_T11()
    {
        using var handWritten = new OtherName();
        handWritten.to(ScalarType.Float64);
        Assert.True(handWritten.Field.IsInvalid);

        using var module = new Explicit();
        StateAssert.Keys(module, "weight", "running_mean", "cache", "out_proj.weight");

        module.to(ScalarType.Float64);

        StateAssert.Keys(module, "weight", "running_mean", "cache", "out_proj.weight");
        StateAssert.Has(ScalarType.Float64, module);
    }

    [Fact]
    public void ComponentName_is_honored_T107()
    {
        using var module = new Named();
        StateAssert.Keys(module, "weight", "mask", "norm.weight", "norm.bias");
    }

    [Fact]
    public void A_policy_derives_keys_and_gives_way_to_explicit_ones()
    {
        using var module = new Snake();
        StateAssert.Keys(module, "running_mean", "Exact", "ThirdParty", "w_query.weight", "w_key.weight");
    }

    [Fact]
    public void Without_a_policy_checkpoints_of_hand_written_modules_fit_T62()
    {
        using var handWritten = new CSharpNames();
        Assert.Equal(["_fc1.weight"], handWritten.state_dict().Keys);
        Assert.NotNull(handWritten.First);

        using var generated = new Verbatim();
        StateAssert.Keys(generated, "_fc1.weight", "out.weight");
    }
}
