using TorchSharp.Generators.Runtime.Tests.Loading;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Collections;

/// <summary>Arrays, lists and dictionaries of state behave as PyTorch's ModuleList, ParameterList and their like.</summary>
public class CollectionTests
{
    private static readonly string[] s_keys =
    [
        "own", "layers.0.weight", "layers.1.weight", "heads.cls.weight", "heads.cls.bias", "norms.0.weight", "norms.0.bias",
        "norms.2.weight", "norms.2.bias",
        "scales.0", "scales.1", "biases.q", "masks.0", "masks.1", "tables.cos",
    ];

    [Fact]
    public void TorchSharp_sees_nothing_of_them()
    {
        using var module = new HandWrittenCollector();
        module.to(ScalarType.Float64);

        Assert.Empty(module.state_dict());
        Assert.Equal(ScalarType.Float32, module.layers[0].weight!.dtype);
        Assert.Equal((ScalarType.Float32, ScalarType.Float32), (module.pair.Item1.dtype, module.cache.Keys.dtype));
    }

    [Fact]
    public void Keys_are_indices_and_names()
    {
        using var module = new Collector();

        Assert.Equal(s_keys, module.state_dict().Keys);
        Assert.Equal(
            ["own", "masks.0", "masks.1", "caches.0", "tables.cos"],
            module.named_buffers(include_nonpersistent: true).Select(entry => entry.Item1));
        Assert.Equal(11, module.parameters().Count());
        Assert.Same(module.scales[1], module.get_parameter("scales.1"));
        Assert.Same(module.tables["cos"], module.get_buffer("tables.cos"));
        Assert.True(module.has_parameter("heads.cls.bias"));
    }

    [Fact]
    public void A_dtype_conversion_reaches_every_element_and_keeps_it()
    {
        using var module = new Collector();
        Parameter scale = module.scales[0];

        module.to(ScalarType.Float64);

        Assert.Same(scale, module.scales[0]);
        Assert.Equal(
            ["masks.1", "tables.cos"],
            module.state_dict().Where(entry => entry.Value.dtype != ScalarType.Float64).Select(entry => entry.Key));
        Assert.Equal(ScalarType.Float64, module.caches[0]!.dtype);
        Assert.Equal(ScalarType.Float64, module.layers[1].weight!.dtype);
    }

    [Fact]
    public void A_move_to_meta_reaches_every_element()
    {
        using var module = new Collector();

        module.to(DeviceType.META);

        Assert.Equal(s_keys, module.state_dict().Keys);
        Assert.All(module.state_dict().Values, tensor => Assert.Equal(DeviceType.META, tensor.device_type));
        Assert.All(
            [module.scales[0], module.biases["q"], module.masks[1], module.caches[0]!, module.tables["cos"]],
            tensor => Assert.Equal(DeviceType.META, tensor.device_type));
        Assert.Same(module.scales[0], module.get_parameter("scales.0"));
        Assert.Null(module.caches[1]);
    }

    [Fact]
    public void Elements_added_replaced_and_removed_later_are_seen()
    {
        using var module = new Collector();
        module.to(ScalarType.Float64);
        module.layers.Add(nn.Linear(2, 2));
        module.scales[0] = nn.Parameter(zeros(7));
        module.tables.Add("sin", ones(5));
        module.heads.Remove("cls");
        module.masks = [];

        Assert.Equal(
            [
                "own", "layers.0.weight", "layers.1.weight", "layers.2.weight", "layers.2.bias", "norms.0.weight", "norms.0.bias",
                "norms.2.weight", "norms.2.bias",
                "scales.0", "scales.1", "biases.q", "tables.cos", "tables.sin",
            ],
            module.state_dict().Keys);
        Assert.Same(module.scales[0], module.state_dict()["scales.0"]);

        module.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, module.layers[2].weight!.dtype);
        Assert.Equal(ScalarType.Float64, module.scales[0].dtype);
    }

    [Fact]
    public void Elements_follow_train_and_eval_and_apply_and_gradients()
    {
        using var module = new Collector();
        var visited = new List<nn.Module>();
        module.scales[0].sum().backward();

        module.eval();
        module.apply(visited.Add);
        module.zero_grad();

        Assert.False(module.heads["seg"].training);
        Assert.Contains(module.layers[0], visited);
        Assert.Null(module.scales[0].grad);
    }

    [Fact]
    public void A_state_dict_loads()
    {
        using Collector module = new Collector().FilledWith(3);

        module.AssertFilledWith(3);
        Assert.Equal(3, module.masks[0].item<float>());
    }

    [Fact]
    public void Elements_outlive_the_scope_they_were_made_in_and_not_the_module()
    {
        Collector module;
        using (NewDisposeScope())
        {
            module = new Collector();
        }

        Assert.All(module.state_dict().Values, tensor => Assert.False(tensor.IsInvalid));
        Tensor mask = module.masks[0];
        Tensor cache = module.caches[0]!;
        module.Dispose();
        Assert.True(mask.IsInvalid);
        Assert.True(cache.IsInvalid);
    }

    [Fact]
    public void The_same_element_under_another_key_changes_the_keys()
    {
        using var module = new Collector();
        nn.Module head = module.heads["cls"];
        Tensor table = module.tables["cos"];
        module.state_dict();
        module.heads.Remove("cls");
        module.heads.Add("box", head);
        module.tables.Remove("cos");
        module.tables.Add("sin", table);

        Assert.Equal(
            s_keys.Select(
                static key => key.Replace("cls", "box", StringComparison.Ordinal).Replace("cos", "sin", StringComparison.Ordinal)),
            module.state_dict().Keys);
        Assert.Same(table, module.get_buffer("tables.sin"));
        Assert.Null(module.get_parameter("heads.cls.weight"));
    }

    [Fact]
    public void Keys_that_change_again_and_again_leave_nothing_behind()
    {
        using var module = new Collector();
        module.state_dict();
        foreach ((string key, bool isSame) in ((string, bool)[])[("one", true), ("two", false), ("three", true), ("four", false)])
        {
            Linear head = isSame ? (Linear)module.heads.Values.First() : nn.Linear(2, 1);
            Parameter bias = isSame ? module.biases.Values.First() : nn.Parameter(ones(3));
            Tensor table = isSame ? module.tables.Values.First() : ones(5);
            module.heads.Clear();
            module.biases.Clear();
            module.tables.Clear();
            module.heads.Add(key, head);
            module.biases.Add(key, bias);
            module.tables.Add(key, table);

            Assert.Equal(
                [$"heads.{key}.weight", $"heads.{key}.bias", $"biases.{key}", $"tables.{key}"],
                module.state_dict().Keys.Where(static name => name[..2] is "he" or "bi" or "ta"));
            Assert.Same(table, module.get_buffer($"tables.{key}"));
        }
    }

    [Fact]
    public void A_collection_set_to_null_has_no_state()
    {
        using var module = new Collector();
        module.norms = null!;

        Assert.DoesNotContain(module.state_dict().Keys, key => key.StartsWith("norms", StringComparison.Ordinal));
        Assert.DoesNotContain(module.named_children(), child => child.name == "norms");
    }

    [Theory]
    [InlineData("a.b", "buffer name can't contain \".\", got: a.b (Collector.tables)")]
    [InlineData("", "buffer name can't be empty string \"\" (Collector.tables)")]
    public void A_key_that_makes_no_path_is_refused(string key, string message)
    {
        using var module = new Collector();
        module.tables.Add(key, ones(1));

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => module.state_dict()).Message);

        module.tables.Remove(key);
        Assert.Equal(s_keys, module.state_dict().Keys);
    }

    [Fact]
    public void The_tensors_of_a_read_only_list_move_anywhere()
    {
        using var module = new ReadOnlyCollector();
        Tensor mask = module.masks[0];
        module.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, mask.dtype);

        module.to(DeviceType.META);

        Assert.Same(mask, module.masks[0]);
        Assert.Equal(DeviceType.META, mask.device_type);
        Assert.Equal(DeviceType.META, module.own.device_type);
    }

    [Fact]
    public void A_list_may_be_long()
    {
        using var module = new LongCollector();

        Assert.Equal(Enumerable.Range(0, 102).Select(static index => $"scales.{index}"), module.state_dict().Keys);
    }
}

[Module]
internal sealed partial class ReadOnlyCollector : PassThrough
{
    [Buffer] public Tensor own = ones(1);
    [Buffer] public readonly IReadOnlyList<Tensor> masks = new List<Tensor> { ones(2) }.AsReadOnly();
}

[Module]
internal sealed partial class LongCollector : PassThrough
{
    [Parameter] public readonly Parameter[] scales = [.. Enumerable.Range(0, 102).Select(static _ => nn.Parameter(ones(1)))];
}
