using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Loading;

/// <summary><c>assign: true</c> gives a module of any kind the tensors of a checkpoint in place of its own.</summary>
public class AssignTests
{
    public static TheoryData<string> Modules => [.. s_modules.Keys];

    private static readonly Dictionary<string, Func<nn.Module>> s_modules = new()
    {
        ["generated"] = () => new Block(),
        ["hand-written"] = () => new HandWrittenHead(),
        ["collections"] = () => new Wide(),
        ["Linear"] = () => nn.Linear(2, 3),
        ["Embedding"] = () => nn.Embedding(4, 2),
        ["BatchNorm1d"] = () => nn.BatchNorm1d(3),
        ["Sequential"] = () => nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Embedding(2, 2)),
        ["ModuleDict"] = () => new HoldsDict(),
        ["tied"] = () => new Tied(),
        ["tied layers"] = () => new TiedLayers(),
        ["tied to an embedding"] = () => new TiedEmbedding(),
    };

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_takes_the_tensors_with_their_dtype(string kind)
    {
        using nn.Module module = s_modules[kind]();
        string[] keys = [.. module.state_dict().Keys];
        Tensor[] objects = [.. module.state_dict().Values];
        bool[] requireGrad = [.. objects.Select(tensor => tensor.requires_grad)];
        Dictionary<string, Tensor> source = Converted(module, 3);

        (IList<string> missing, IList<string> unexpected) = module.load_state_dict(source, assign: true);

        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Assert.Equal(keys, module.state_dict().Keys);
        Assert.All(module.state_dict().Values, (tensor, index) => Assert.Same(objects[index], tensor));
        Assert.Equal(requireGrad, module.state_dict().Values.Select(tensor => tensor.requires_grad));
        Assert.All(source, entry => Assert.Equal(entry.Value.dtype, module.state_dict()[entry.Key].dtype));
        module.AssertFilledWith(3);
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_on_meta_gets_real_weights_and_lives_on_without_the_source(string kind)
    {
        using nn.Module module = OnMeta(s_modules[kind]);
        Dictionary<string, Tensor> source = Converted(module, 5);

        using (NewDisposeScope())
        {
            module.load_state_dict(source, assign: true);
        }

        foreach (Tensor tensor in source.Values)
        {
            tensor.Dispose();
        }

        module.AssertFilledWith(5);
        Assert.All(module.state_dict().Values, tensor => Assert.Equal(DeviceType.CPU, tensor.device_type));
        module.to(ScalarType.Float32);
        Assert.All(module.parameters(), parameter => Assert.Equal(ScalarType.Float32, parameter.dtype));
        module.AssertFilledWith(5);
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_on_meta_loads_a_file(string kind)
    {
        using nn.Module written = s_modules[kind]();
        Dictionary<string, Tensor> state = written.StateFilledWith(4);
        using nn.Module module = OnMeta(s_modules[kind]);
        foreach (bool seekable in new[] { true, false })
        {
            using var file = new MemoryStream();
            nn.Module.save_state_dict(new BinaryWriter(file), state);
            file.Position = 0;

            Assert.Same(module, module.load(seekable ? file : new OneWayStream(file.ToArray()), assign: true));

            module.AssertFilledWith(4);
        }
    }

    [Theory]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.ComplexFloat32)]
    [InlineData(ScalarType.ComplexFloat64)]
    public void A_parameter_takes_every_dtype_that_can_be_trained(ScalarType dtype)
    {
        using Linear linear = nn.Linear(2, 3);

        linear.load_state_dict(new() { ["weight"] = ones(3, 2, dtype: dtype), ["bias"] = ones(3, dtype: dtype) }, assign: true);

        Assert.Equal((dtype, true), (linear.weight!.dtype, linear.weight.requires_grad));
    }

    [Fact]
    public void Memory_is_shared_and_not_copied()
    {
        using var head = new Head();
        Dictionary<string, Tensor> source = head.StateFilledWith(1);

        head.load_state_dict(source, assign: true);
        source["mask"].fill_(8);

        Assert.Equal(8, head.mask.mean().item<float>());
    }

    [Fact]
    public void A_scope_around_it_has_nothing_to_dispose()
    {
        using var head = new Head();
        Dictionary<string, Tensor> source = head.StateFilledWith(1);

        using DisposeScope scope = NewDisposeScope();
        head.load_state_dict(source, assign: true);

        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void Layers_compute_with_what_they_took()
    {
        using Sequential module = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.PReLU(3), nn.LayerNorm(3));
        using Sequential taught = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.PReLU(3), nn.LayerNorm(3));
        using Embedding embedding = OnMeta(() => nn.Embedding(4, 2));
        using Embedding taughtEmbedding = nn.Embedding(4, 2);
        Tensor x = rand(4, 2);

        module.load_state_dict(taught.state_dict(), assign: true);
        embedding.load_state_dict(taughtEmbedding.state_dict(), assign: true);

        Assert.Equal(taught.call(x), module.call(x));
        Assert.Equal(taughtEmbedding.call(arange(4)), embedding.call(arange(4)));
        module.call(x).sum().backward();
        Assert.NotNull(module.parameters().First().grad);
    }

    [Fact]
    public void Ties_stay_and_the_last_value_wins()
    {
        foreach (bool meta in new[] { false, true })
        {
            using var tied = meta ? OnMeta(() => new TiedLayers()) : new TiedLayers();
            Dictionary<string, Tensor> source = tied.state_dict()
                .ToDictionary(entry => entry.Key, entry => full(2, 2, entry.Key == "second.weight" ? 9f : 1f));

            tied.load_state_dict(source, assign: true);

            Assert.Same(tied.first.weight, tied.second.weight);
            Assert.Single(tied.parameters());
            tied.AssertFilledWith(9);
        }
    }

    [Fact]
    public void An_old_gradient_goes_and_a_frozen_parameter_stays_frozen()
    {
        using var head = new Head();
        head.w_query.call(ones(1, 2)).sum().backward();
        head.w_query.bias!.requires_grad = false;

        head.load_state_dict(head.StateFilledWith(1), assign: true);

        Assert.Null(head.w_query.weight!.grad);
        Assert.True(head.w_query.weight.requires_grad);
        Assert.False(head.w_query.bias.requires_grad);
    }

    [Fact]
    public void Errors_are_those_of_a_copy_and_nothing_changes()
    {
        using Block block = new Block().FilledWith(1);
        Tensor[] objects = [.. block.state_dict().Values];
        Dictionary<string, Tensor> source = block.StateFilledWith(2);
        source.Remove("steps");
        source["surplus"] = ones(1);
        source["head.mask"] = ones(3);

        string copied = Assert.Throws<StateDictException>(() => block.load_state_dict(source)).Message;
        string assigned = Assert.Throws<StateDictException>(() => block.load_state_dict(source, assign: true)).Message;

        Assert.Equal(copied, assigned);
        Assert.Equal(objects, block.state_dict().Values);
        block.AssertFilledWith(1);
    }

    [Theory]
    [InlineData("integer", "only tensors of floating point and complex dtype can require gradients")]
    [InlineData("inference", "Setting requires_grad=True on inference tensor outside InferenceMode is not allowed")]
    public void What_cannot_be_trained_is_no_parameter(string kind, string reason)
    {
        using Head head = new Head().FilledWith(1);
        Dictionary<string, Tensor> source = head.StateFilledWith(2);
        using (kind == "inference" ? inference_mode() : no_grad())
        {
            source["w_query.bias"] = kind == "inference" ? ones(3) : ones(3, dtype: int64);
        }

        InvalidOperationException error = Assert.ThrowsAny<InvalidOperationException>(() => head.load_state_dict(source, assign: true));

        Assert.Contains("\"w_query.bias\"", error.Message);
        Assert.Contains(reason, error.Message);
        head.AssertFilledWith(1);
    }

    [Fact]
    public void A_frozen_or_expanded_tensor_is_replaced()
    {
        using var head = new Head();
        using (inference_mode())
        {
            head.mask = ones(2, 2);
        }

        head.w_query.weight = new Parameter(ones(1, 1).expand(3, 2));

        head.load_state_dict(head.StateFilledWith(6), assign: true);
        head.load_state_dict(head.StateFilledWith(7));

        head.AssertFilledWith(7);
    }

    [Fact]
    public void Skipped_keys_and_those_left_out_stay()
    {
        using Head head = new Head().FilledWith(1);
        Dictionary<string, Tensor> source = head.StateFilledWith(2);
        source.Remove("w_query.bias");

        (IList<string> missing, _) = head.load_state_dict(source, strict: false, skip: ["mask"], assign: true);

        Assert.Equal(["w_query.bias"], missing);
        Assert.Equal(
            [1f, 2, 1], new[] { head.mask, head.w_query.weight!, head.w_query.bias! }.Select(tensor => tensor.mean().item<float>()));
    }

    /// <summary>A layer whose tensors are in native code takes data, but nothing that replaces a tensor on <c>meta</c>.</summary>
    [Fact]
    public void A_layer_that_cannot_leave_meta_is_named()
    {
        using LSTM lstm = nn.LSTM(2, 3);
        Tensor x = rand(2, 1, 2);
        lstm.load_state_dict(lstm.StateFilledWith(0.5), assign: true);
        lstm.AssertFilledWith(0.5);
        Assert.Equal(3, lstm.call(x).Item1.size(2));

        using Sequential onMeta = OnMeta(() => nn.Sequential(("a", nn.Linear(2, 2))));
        using var holder = new HoldsLstm();
        holder.to(DeviceType.META);
        InvalidOperationException error =
            Assert.Throws<InvalidOperationException>(() => holder.load_state_dict(holder.StateFilledWithOnCpu(1), assign: true));

        Assert.Contains("\"lstm.weight_ih_l0\": LSTM keeps its tensors in native code", error.Message);
        Assert.All(holder.state_dict().Values, tensor => Assert.Equal(DeviceType.META, tensor.device_type));
    }

    [Fact]
    public void A_layer_in_native_code_keeps_no_old_gradient()
    {
        using LSTM lstm = nn.LSTM(2, 3);
        lstm.call(rand(2, 1, 2)).Item1.sum().backward();
        Dictionary<string, Tensor> source = lstm.StateFilledWith(0.5);

        lstm.load_state_dict(source, assign: true);

        Assert.All(lstm.parameters(), static parameter => Assert.Null(parameter.grad));
        Assert.All(lstm.parameters(), static parameter => Assert.True(parameter.requires_grad));
    }

    /// <summary>TorchSharp's <c>load</c> goes back to the device that a module notes.</summary>
    [Fact]
    public void A_hand_written_module_that_left_meta_loads_again_as_TorchSharp_does()
    {
        using HandWrittenHead module = OnMeta(() => new HandWrittenHead());
        using var file = new MemoryStream();
        module.load_state_dict(module.StateFilledWithOnCpu(1), assign: true);
        nn.Module.save_state_dict(new BinaryWriter(file), module.StateFilledWith(2));
        file.Position = 0;

        module.load(file);

        module.AssertFilledWith(2);
    }

    /// <summary>Tied weights on <c>meta</c>: no move takes them off it, and each error names the way once.</summary>
    [Fact]
    public void Errors_on_meta_name_the_way_once()
    {
        using TiedLayers tied = OnMeta(() => new TiedLayers());

        string load = Assert.Throws<StateDictException>(() => tied.load_state_dict(tied.StateFilledWithOnCpu(1))).Message;
        string move = Assert.ThrowsAny<Exception>(() => tied.to(CPU)).Message;

        Assert.All([load, move], message => Assert.Equal(2, message.Split("load_state_dict(..., assign: true)").Length));
        tied.load_state_dict(tied.StateFilledWithOnCpu(1), assign: true);
        tied.AssertFilledWith(1);
    }

    [Fact]
    public void Buffers_that_are_not_saved_are_built_by_a_move_after_it()
    {
        using Cached cached = OnMeta(() => new Cached());

        cached.load_state_dict(cached.StateFilledWithOnCpu(1), assign: true);
        Assert.Equal(DeviceType.META, cached.table.device_type);
        cached.to(CPU);

        Assert.Equal(arange(3), cached.table);
    }

    /// <summary>The trap: TorchSharp's <c>load_state_dict</c> copies nothing to <c>meta</c>, and says so to nobody.</summary>
    [Fact]
    public void TorchSharp_loads_nothing_into_meta()
    {
        using Linear linear = OnMeta(() => nn.Linear(2, 3));

        linear.load_state_dict(linear.StateFilledWithOnCpu(1));

        Assert.Equal(DeviceType.META, linear.weight!.device_type);
    }

    private static T OnMeta<T>(Func<T> make)
        where T : nn.Module
    {
        set_default_device(META);
        try
        {
            T module = make();
            if (module.state_dict().Values.Any(tensor => tensor.device_type != DeviceType.META))
            {
                module.to(DeviceType.META);
            }

            return module;
        }
        finally
        {
            set_default_device(CPU);
        }
    }

    private static Dictionary<string, Tensor> Converted(nn.Module module, double value) =>
        module.state_dict().ToDictionary(
            entry => entry.Key,
            entry => full(entry.Value.shape, value, entry.Value.is_floating_point() ? float64 : entry.Value.dtype, CPU));
}

[Module]
internal sealed partial class TiedLayers : PassThrough
{
    public readonly Linear first = nn.Linear(2, 2, hasBias: false);
    public readonly Linear second = nn.Linear(2, 2, hasBias: false);

    public TiedLayers() => second.weight = first.weight!;
}

[Module]
internal sealed partial class HoldsDict : PassThrough
{
    private readonly ModuleDict<Linear> heads = nn.ModuleDict(("a", nn.Linear(2, 2)), ("b", nn.Linear(2, 1)));
    [Submodule] private Dictionary<string, HandWrittenHead> others = new() { ["c"] = new HandWrittenHead() };
    [Buffer] private Tensor[] masks = [ones(2), ones(3)];
}

[Module]
internal sealed partial class Cached : PassThrough
{
    private readonly Linear layer = nn.Linear(2, 2);
    [Buffer(Persistent = false, Init = nameof(BuildTable))] public Tensor table = arange(3);

    private Tensor BuildTable(Device device) => arange(3, device: device);
}

[Module]
internal sealed partial class HoldsLstm : PassThrough
{
    private readonly Linear first = nn.Linear(2, 2);
    private readonly LSTM lstm = nn.LSTM(2, 3);
}
