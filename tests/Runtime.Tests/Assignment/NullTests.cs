using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Assignment;

/// <summary>S4: null takes the entry out, a later value gets its place back.</summary>
public partial class NullTests
{
    private sealed class HandWritten : Module
    {
        public Tensor? Mask = ones(2);

        public HandWritten()
            : base(nameof(HandWritten)) => RegisterComponents();
    }

    [Module]
    internal sealed partial class Generated() : Module(nameof(Generated))
    {
        public Parameter? Weight = Parameter(ones(1));
        public Parameter? Bias { get; set; }
        public Parameter Scale = Parameter(ones(1));
        [Buffer] public Tensor? Mask = ones(2);
        [Buffer] public partial Tensor? Table { get; set; }
        [Buffer] public Tensor Last = ones(1);
        public Linear? Optional;
        public Linear Always = Linear(1, 1, hasBias: false);
    }

    [Fact]
    public void Null_removes_what_TorchSharp_brings_back_T94()
    {
        using var handWritten = new HandWritten { Mask = null };
        Assert.Equal(["Mask"], handWritten.state_dict().Keys);
        handWritten.to(ScalarType.Float64);
        Assert.NotNull(handWritten.Mask);

        using var generated = new Generated { Mask = null };
        StateAssert.Keys(generated, "Weight", "Scale", "Last", "Always.weight");
        generated.to(ScalarType.Float64);
        Assert.Null(generated.Mask);
    }

    [Fact]
    public void A_later_value_returns_to_its_place()
    {
        using var module = new Generated();
        StateAssert.Keys(module, "Weight", "Scale", "Mask", "Last", "Always.weight");

        module.Weight = null;
        module.Mask = null;
        StateAssert.Keys(module, "Scale", "Last", "Always.weight");

        module.Bias = Parameter(ones(1));
        module.Table = ones(1);
        module.Optional = Linear(1, 1, hasBias: false);
        StateAssert.Keys(module, "Bias", "Scale", "Table", "Last", "Optional.weight", "Always.weight");

        module.Weight = Parameter(ones(1));
        module.Mask = ones(2);
        StateAssert.Keys(module, "Weight", "Bias", "Scale", "Mask", "Table", "Last", "Optional.weight", "Always.weight");
    }

    [Fact]
    public void Late_values_move_T08_T21()
    {
        using var module = new Generated { Mask = null, Optional = Linear(1, 1) };
        module.to(ScalarType.Float64);

        module.Bias = Parameter(ones(1));
        module.Table = ones(1);
        module.to(ScalarType.Float64);
        StateAssert.Has(ScalarType.Float64, module);

        module.Table = null;
        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
        Assert.Null(module.Table);
        module.Table = ones(1);
        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
    }

    [Fact]
    public void Null_members_are_in_no_list()
    {
        using var module = new Generated { Weight = null, Mask = null };

        Assert.False(module.has_buffer("Mask") || module.has_parameter("Weight"));
        Assert.Equal(["Scale", "Always.weight"], module.named_parameters().Select(entry => entry.name));
        Assert.Equal(["Last"], module.named_buffers().Select(entry => entry.name));
        Assert.Equal(["Always"], module.named_children().Select(entry => entry.name));
    }
}
