using TorchSharp.Generators.Runtime.Tests.Loading;
using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Collections;

/// <summary>Collections of collections, and dictionaries with integers and enum values for keys, do what flat ones do.</summary>
public partial class NestedTests
{
    internal enum Side
    {
        Left,
        Right,
    }

    [Module]
    internal sealed partial class Grid : PassThrough
    {
        [Submodule] public readonly List<List<Linear>?> rows = [[Fc(), Fc()], null, [Fc()]];
        [Submodule] public readonly Dictionary<string, Linear[]> heads = new() { ["cls"] = [Fc()], ["seg"] = [Fc()] };
        [Submodule] public Dictionary<int, IModule<Tensor, Tensor>> byNumber = new() { [3] = Fc(), [-1] = Fc() };
        [Submodule] public readonly Dictionary<Side, Linear> bySide = new() { [Side.Left] = Fc(), [(Side)7] = Fc() };
        [Parameter] public readonly Dictionary<Side, Parameter[]> scales = new()
        {
            [Side.Right] = [Parameter(ones(2)), Parameter(ones(3))]
        };
        [Buffer] public readonly IReadOnlyList<Dictionary<ulong, Tensor>> tables = [new() { [9] = ones(1) }];
        [Buffer(Persistent = false, KeepDtype = true)] public readonly List<List<Tensor?[]>> caches = [[[ones(4), null], []]];
    }

    private static readonly string[] s_keys =
    [
        "rows.0.0.weight", "rows.0.1.weight", "rows.2.0.weight", "heads.cls.0.weight", "heads.seg.0.weight", "byNumber.3.weight",
        "byNumber.-1.weight",
        "bySide.Left.weight", "bySide.7.weight", "scales.Right.0", "scales.Right.1", "tables.0.9",
    ];

    [Fact]
    public void Keys_are_the_path_of_indices_and_names()
    {
        using var module = new Grid();

        Assert.Equal(s_keys, module.state_dict().Keys);
        Assert.Equal(
            ["tables.0.9", "caches.0.0.0"],
            module.named_buffers(include_nonpersistent: true).Select(static entry => entry.buffer is null ? "" : entry.name));
        Assert.Same(module.scales[Side.Right][1], module.get_parameter("scales.Right.1"));
        Assert.Same(module.tables[0][9], module.get_buffer("tables.0.9"));
        Assert.Equal(11, module.parameters().Count());
    }

    [Fact]
    public void Numbers_are_written_alike_in_every_culture()
    {
        System.Globalization.CultureInfo culture = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("ar-SA")
            {
                NumberFormat = { NegativeSign = "minus" }
            };
            using var module = new Grid();
            module.byNumber[-20] = Fc();

            Assert.Contains("byNumber.-20.weight", module.state_dict().Keys);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Every_element_moves()
    {
        using var module = new Grid();
        Parameter scale = module.scales[Side.Right][0];

        module.to(ScalarType.Float64);
        Assert.Same(scale, module.scales[Side.Right][0]);
        Assert.All(module.state_dict().Values, static tensor => Assert.Equal(ScalarType.Float64, tensor.dtype));
        Assert.Equal(ScalarType.Float32, module.caches[0][0][0]!.dtype);

        module.to(DeviceType.META);
        Assert.Equal(s_keys, module.state_dict().Keys);
        StateAssert.On(DeviceType.META, module);
        Assert.All(
            [module.scales[Side.Right][1], module.tables[0][9], module.caches[0][0][0]!, module.rows[2]![0].weight!],
            static tensor => Assert.Equal(DeviceType.META, tensor.device_type));
    }

    [Fact]
    public void Saves_and_loads()
    {
        using var module = new Grid();
        using var other = new Grid();
        using (no_grad())
        {
            module.rows[0]![1].weight!.fill_(7);
            module.tables[0][9].fill_(8);
        }

        using var saved = new MemoryStream();
        module.save(saved);
        using var stream = new MemoryStream(saved.ToArray());
        other.load(stream);

        Assert.Equal(7, other.rows[0]![1].weight![0, 0].item<float>());
        Assert.Equal(8, other.tables[0][9].item<float>());
        other.rows[0]!.RemoveAt(1);
        Assert.Contains(
            "rows.0.1.weight",
            Assert.Throws<StateDictException>(() => other.load_state_dict(module.state_dict())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Late_edits_at_any_depth_are_seen()
    {
        using var module = new Grid();
        module.state_dict();

        module.rows[1] = [Fc()];
        module.rows[0]!.RemoveAt(0);
        module.heads["cls"][0] = Fc();
        module.heads["new"] = [];
        module.byNumber.Remove(3);
        module.scales[Side.Left] = [nn.Parameter(ones(1))];
        module.caches[0][1] = [ones(1)];

        Assert.Equal(
            [
                "rows.0.0.weight", "rows.1.0.weight", "rows.2.0.weight", "heads.cls.0.weight", "heads.seg.0.weight", "byNumber.-1.weight",
                "bySide.Left.weight", "bySide.7.weight", "scales.Right.0", "scales.Right.1", "scales.Left.0", "tables.0.9",
            ],
            module.state_dict().Keys);
        Assert.Same(module.heads["cls"][0].weight, module.get_parameter("heads.cls.0.weight"));
        Assert.Same(module.caches[0][1][0], module.get_buffer("caches.0.1.0"));
    }

    [Fact]
    public void Ties_hold_across_levels()
    {
        using var module = new Grid();
        module.rows[2]![0] = module.rows[0]![0];
        module.tables[0][10] = module.tables[0][9];

        module.to(ScalarType.Float64).to(DeviceType.META);

        Assert.Equal(10, module.parameters().Count());
        Assert.Same(module.tables[0][9], module.tables[0][10]);
        Assert.Contains("rows.2.0.weight", module.state_dict().Keys);
    }

    [Fact]
    public void Elements_outlive_the_scope_they_were_made_in_and_die_with_the_module()
    {
        Grid module;
        using (NewDisposeScope())
        {
            module = new Grid();
            module.state_dict();
        }

        Tensor[] tensors = [module.tables[0][9], module.caches[0][0][0]!, module.scales[Side.Right][0], module.rows[0]![0].weight!];
        Assert.All(tensors, static tensor => Assert.False(tensor.IsInvalid));
        module.Dispose();
        Assert.All(tensors, static tensor => Assert.True(tensor.IsInvalid));
    }

    [Fact]
    public void Train_and_zero_grad_reach_every_element()
    {
        using var module = new Grid();
        module.rows[0]![0].call(ones(2)).sum().backward();

        module.eval();
        module.zero_grad();

        Assert.False(module.rows[0]![0].training);
        Assert.False(module.heads["seg"][0].training);
        Assert.Equal(0, module.rows[0]![0].weight!.grad?.abs().sum().item<float>() ?? 0);
    }

    private static Linear Fc() => Linear(2, 2, hasBias: false);
}
