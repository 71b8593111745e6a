using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.StockLayers;

/// <summary>Every layer of TorchSharp with state of its own, as the child of a generated module.</summary>
public partial class StockLayerTests
{
    [Module]
    internal sealed partial class Root(Module layer) : Module(nameof(Root))
    {
        public readonly Module Layer = layer;
        [Buffer] private Tensor mask = ones(2);
    }

    private sealed class TwoIndexers() : PassThrough
    {
        public int this[int index] => index;

        public string this[string key] => key;
    }

    /// <summary>Registered by TorchSharp, which reflects on the layer too.</summary>
    private sealed class ReflectedRoot : Module
    {
        private readonly Module Layer;

        public ReflectedRoot(Module layer)
            : base(nameof(ReflectedRoot))
        {
            Layer = layer;
            RegisterComponents();
        }
    }

    internal sealed record Case(Func<Module> Create, Func<Module, Tensor, Tensor> Forward, params long[] Shape);

    private static Case Of<T>(Func<T> create, Func<T, Tensor, Tensor> forward, params long[] shape)
        where T : Module => new(create, (module, x) => forward((T)module, x), shape);

    internal static readonly Dictionary<string, Case> s_layers = new()
    {
        ["Linear"] = Of(() => Linear(4, 4), (m, x) => m.call(x), 2, 4),
        ["Bilinear"] = Of(() => Bilinear(4, 4, 2), (m, x) => m.call(x, x), 2, 4),
        ["Conv1d"] = Of(() => Conv1d(4, 4, 1), (m, x) => m.call(x), 1, 4, 4),
        ["Conv2d"] = Of(() => Conv2d(4, 4, 1), (m, x) => m.call(x), 1, 4, 4, 4),
        ["Conv3d"] = Of(() => Conv3d(4, 4, 1), (m, x) => m.call(x), 1, 4, 4, 4, 4),
        ["ConvTranspose1d"] = Of(() => ConvTranspose1d(4, 4, 1), (m, x) => m.call(x), 1, 4, 4),
        ["ConvTranspose2d"] = Of(() => ConvTranspose2d(4, 4, 1), (m, x) => m.call(x), 1, 4, 4, 4),
        ["ConvTranspose3d"] = Of(() => ConvTranspose3d(4, 4, 1), (m, x) => m.call(x), 1, 4, 4, 4, 4),
        ["BatchNorm1d"] = Of(() => BatchNorm1d(4), (m, x) => m.call(x), 2, 4),
        ["BatchNorm2d"] = Of(() => BatchNorm2d(4), (m, x) => m.call(x), 1, 4, 4, 4),
        ["BatchNorm3d"] = Of(() => BatchNorm3d(4), (m, x) => m.call(x), 1, 4, 4, 4, 4),
        ["InstanceNorm1d"] = Of(() => InstanceNorm1d(4, affine: true, track_running_stats: true), (m, x) => m.call(x), 1, 4, 4),
        ["InstanceNorm2d"] = Of(() => InstanceNorm2d(4, affine: true, track_running_stats: true), (m, x) => m.call(x), 1, 4, 4, 4),
        ["InstanceNorm3d"] = Of(() => InstanceNorm3d(4, affine: true, track_running_stats: true), (m, x) => m.call(x), 1, 4, 4, 4, 4),
        ["LayerNorm"] = Of(() => LayerNorm(4), (m, x) => m.call(x), 2, 4),
        ["GroupNorm"] = Of(() => GroupNorm(2, 4), (m, x) => m.call(x), 1, 4, 4),
        ["PReLU"] = Of(() => PReLU(4), (m, x) => m.call(x), 2, 4),
        ["Embedding"] = Of(() => Embedding(4, 4), (m, x) => m.call(zeros_like(x, ScalarType.Int64)), 2, 4),
        ["EmbeddingBag"] = Of(() => EmbeddingBag(4, 4), (m, x) => m.call(zeros_like(x, ScalarType.Int64)), 2, 4),
        ["LSTM"] = Of(() => LSTM(4, 4, numLayers: 2), (m, x) => m.call(x).Item1, 2, 1, 4),
        ["GRU"] = Of(() => GRU(4, 4), (m, x) => m.call(x).Item1, 2, 1, 4),
        ["RNN"] = Of(() => RNN(4, 4), (m, x) => m.call(x).Item1, 2, 1, 4),
        ["RNNCell"] = Of(() => RNNCell(4, 4), (m, x) => m.call(x, zeros_like(x)), 2, 4),
        ["LSTMCell"] = Of(() => LSTMCell(4, 4), (m, x) => m.call(x, (zeros_like(x), zeros_like(x))).Item1, 2, 4),
        ["GRUCell"] = Of(() => GRUCell(4, 4), (m, x) => m.call(x, zeros_like(x)), 2, 4),
        ["MultiheadAttention"] = Of(() => MultiheadAttention(4, 2), (m, x) => m.call(x, x, x, null, false, null).Item1, 2, 1, 4),
        ["TransformerEncoderLayer"] = Of(() => TransformerEncoderLayer(4, 2, 4), (m, x) => m.call(x), 2, 1, 4),
        ["TransformerEncoder"] = Of(
            () => TransformerEncoder(TransformerEncoderLayer(4, 2, 4), 2), (m, x) => m.call(x, null, null), 2, 1, 4),
        ["TransformerDecoderLayer"] = Of(() => TransformerDecoderLayer(4, 2, 4), (m, x) => m.call(x, x), 2, 1, 4),
        ["TransformerDecoder"] = Of(() => TransformerDecoder(TransformerDecoderLayer(4, 2, 4), 2), (m, x) => m.call(x, x), 2, 1, 4),
        ["Transformer"] = Of(() => Transformer(4, 2, 1, 1, 4), (m, x) => m.call(x, x), 2, 1, 4),
        ["Sequential"] = Of(() => Sequential(("a", Linear(4, 4)), ("b", BatchNorm1d(4))), (m, x) => m.call(x), 2, 4),
        ["ModuleList"] = Of(() => ModuleList(Linear(4, 4), Linear(4, 4)), (m, x) => m[1].call(m[0].call(x)), 2, 4),
        ["ParameterList"] = Of(() => ParameterList(Parameter(ones(4)), Parameter(ones(4))), (m, x) => x * m[0] * m[1], 2, 4),
        ["ParameterDict"] = Of(() => ParameterDict(("a", Parameter(ones(4)))), (m, x) => x * m["a"], 2, 4),
        ["CrossEntropyLoss"] = Of(() => CrossEntropyLoss(ones(4)), (m, x) => m.call(x, x.softmax(1)), 2, 4),
        ["BCELoss"] = Of(() => BCELoss(ones(4)), (m, x) => m.call(x.sigmoid(), x.softmax(1)), 2, 4),
        ["BCEWithLogitsLoss"] = Of(() => BCEWithLogitsLoss(ones(4), pos_weights: ones(4)), (m, x) => m.call(x, x.softmax(1)), 2, 4),
        ["NLLLoss"] = Of(() => NLLLoss(ones(4)), (m, x) => m.call(x, zeros(2, ScalarType.Int64)), 2, 4),
        ["MultiMarginLoss"] = Of(() => MultiMarginLoss(weight: ones(4)), (m, x) => m.call(x, zeros(2, ScalarType.Int64)), 2, 4),
        ["MultiLabelSoftMarginLoss"] = Of(() => MultiLabelSoftMarginLoss(ones(4)), (m, x) => m.call(x, x.softmax(1)), 2, 4),
    };

    public static TheoryData<string> Layers => [.. s_layers.Keys];

    [Theory]
    [MemberData(nameof(Layers))]
    public void It_moves_and_works_on_every_stop(string layer)
    {
        Case stock = s_layers[layer];
        using var root = new Root(stock.Create());
        string[] keys = [.. root.state_dict().Keys];
        Assert.NotEqual("mask", keys[^1]);

        root.to(ScalarType.Float64);
        AssertWorks(root, stock, ScalarType.Float64);
        root.to(ScalarType.Float32);
        AssertWorks(root, stock, ScalarType.Float32);
        root.Layer.cpu();
        AssertWorks(root, stock, ScalarType.Float32);
        root.Layer.to(ScalarType.Float64);
        AssertWorks(root, stock, ScalarType.Float64);
        root.to(ScalarType.Float32).to(ScalarType.Float64);
        AssertWorks(root, stock, ScalarType.Float64);

        root.to(DeviceType.META);
        StateAssert.On(DeviceType.META, root);
        StateAssert.Keys(root, keys);
    }

    /// <summary>A layer that has registered all that it holds is not reflected on; the weights of a loss are found in no other way.</summary>
    [Theory]
    [MemberData(nameof(Layers))]
    public void It_has_the_keys_that_TorchSharp_finds_in_it(string layer)
    {
        using var reflected = new ReflectedRoot(s_layers[layer].Create());
        using var root = new Root(s_layers[layer].Create());

        Assert.Equal(reflected.state_dict().Keys.Order(), root.state_dict().Keys.Where(static key => key != "mask").Order());
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void It_is_disposed_with_its_parent(string layer)
    {
        var root = new Root(s_layers[layer].Create());
        root.to(ScalarType.Float64);
        (string, Tensor Tensor)[] tensors = StateAssert.Tensors(root);

        root.Dispose();

        Assert.All(tensors, entry => Assert.True(entry.Tensor.IsInvalid));
    }

    /// <summary>Two indexers, one name: TorchSharp's <c>.to</c> looks properties up by name.</summary>
    [Fact]
    public void A_ModuleDict_moves_although_it_cannot_move_alone_T16()
    {
        using (ModuleDict<Linear> alone = ModuleDict(("a", Linear(4, 4))))
        {
            Assert.Throws<ArgumentException>(() => alone.to(ScalarType.Float64));
        }

        using (var handWritten = new TwoIndexers())
        {
            Assert.Throws<ArgumentException>(() => handWritten.to(ScalarType.Float64));
        }

        using var root = new Root(ModuleDict(("a", Linear(4, 4)), ("b", BatchNorm1d(4))));
        string[] keys = [.. root.state_dict().Keys];
        root.to(ScalarType.Float64).cpu();
        Assert.All(root.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
        root.to(DeviceType.META);
        StateAssert.On(DeviceType.META, root);
        StateAssert.Keys(root, keys);
    }

    private static void AssertWorks(Root root, Case stock, ScalarType dtype)
    {
        foreach ((string name, Tensor tensor) in StateAssert.Tensors(root.Layer))
        {
            Assert.Equal((name, tensor.is_floating_point() ? dtype : ScalarType.Int64), (name, tensor.dtype));
        }

        using Tensor input = ones(stock.Shape, dtype);
        using Tensor output = stock.Forward(root.Layer, input);
        Assert.Equal(dtype, output.dtype);
    }
}
