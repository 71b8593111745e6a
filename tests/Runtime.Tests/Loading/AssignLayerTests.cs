using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Loading;

/// <summary>Each layer of TorchSharp that has weights computes with those that it was given, or says that it cannot take them.</summary>
public class AssignLayerTests
{
    private static readonly Dictionary<string, Layer> s_layers = new Layer[]
    {
        Layer.Of(() => Linear(2, 3), static m => m.call(rand(4, 2))),
        Layer.Of(() => Bilinear(2, 3, 4), static m => m.call(rand(5, 2), rand(5, 3))),
        Layer.Of(() => Conv1d(2, 3, 2), static m => m.call(rand(1, 2, 4))),
        Layer.Of(() => Conv2d(2, 3, 2), static m => m.call(rand(1, 2, 4, 4))),
        Layer.Of(() => Conv3d(2, 3, 2), static m => m.call(rand([1, 2, 4, 4, 4]))),
        Layer.Of(() => ConvTranspose1d(2, 3, 2), static m => m.call(rand(1, 2, 4))),
        Layer.Of(() => ConvTranspose2d(2, 3, 2), static m => m.call(rand(1, 2, 4, 4))),
        Layer.Of(() => ConvTranspose3d(2, 3, 2), static m => m.call(rand([1, 2, 4, 4, 4]))),
        Layer.Of(() => BatchNorm1d(3), static m => m.call(rand(4, 3))),
        Layer.Of(() => BatchNorm2d(3), static m => m.call(rand(4, 3, 2, 2))),
        Layer.Of(() => BatchNorm3d(3), static m => m.call(rand([4, 3, 2, 2, 2]))),
        Layer.Of(() => InstanceNorm1d(3, affine: true), static m => m.call(rand(4, 3, 2))),
        Layer.Of(() => InstanceNorm2d(3, affine: true), static m => m.call(rand(4, 3, 2, 2))),
        Layer.Of(() => InstanceNorm3d(3, affine: true), static m => m.call(rand([4, 3, 2, 2, 2]))),
        Layer.Of(() => GroupNorm(1, 3), static m => m.call(rand(4, 3, 2))),
        Layer.Of(() => LayerNorm(3), static m => m.call(rand(4, 3))),
        Layer.Of(() => PReLU(3), static m => m.call(randn(4, 3))),
        Layer.Of(() => Embedding(4, 2), static m => m.call(arange(4))),
        Layer.Of(() => EmbeddingBag(4, 2), static m => m.call(arange(4).reshape(2, 2), null, null)),
        Layer.Of(() => RNNCell(2, 3), static m => m.call(rand(4, 2), zeros(4, 3))),
        Layer.Of(() => GRUCell(2, 3), static m => m.call(rand(4, 2), zeros(4, 3))),
        Layer.Of(() => LSTMCell(2, 3), static m => m.call(rand(4, 2), (zeros(4, 3), zeros(4, 3))).Item1),
        Layer.Of(() => RNN(2, 3), static m => m.call(rand(5, 1, 2)).Item1, closed: true),
        Layer.Of(() => GRU(2, 3), static m => m.call(rand(5, 1, 2)).Item1, closed: true),
        Layer.Of(() => LSTM(2, 3), static m => m.call(rand(5, 1, 2)).Item1, closed: true),
        Layer.Of(
            () => MultiheadAttention(4, 2),
            static m => rand(3, 1, 4) is var x ? m.call(x, x, x, null!, false, null!).Item1 : throw new InvalidOperationException(),
            closed: true),
        Layer.Of(() => TransformerEncoderLayer(4, 2, 8), static m => m.call(rand(3, 1, 4), null!, null!), closed: true),
        Layer.Of(
            () => TransformerDecoderLayer(4, 2, 8),
            static m => rand(3, 1, 4) is var x ? m.call(x, x, null!, null!, null!, null!) : throw new InvalidOperationException(),
            closed: true),
        Layer.Of(
            () => Transformer(4, 2, 1, 1, 8),
            static m => rand(3, 1, 4) is var x ? m.call(x, x) : throw new InvalidOperationException(),
            closed: true),
        Layer.Of(
            () => TransformerEncoder(TransformerEncoderLayer(4, 2, 8), 1), static m => m.call(rand(3, 1, 4), null!, null!), closed: true),
        Layer.Of(
            () => TransformerDecoder(TransformerDecoderLayer(4, 2, 8), 1),
            static m => rand(3, 1, 4) is var x ? m.call(x, x, null!, null!, null!, null!) : throw new InvalidOperationException(),
            closed: true),
    }.ToDictionary(static layer => layer.Type.Name);

    public static TheoryData<string> Layers => [.. s_layers.Keys];

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_computes_with_what_it_was_given(string name)
    {
        using nn.Module layer = s_layers[name].Make();
        using nn.Module other = s_layers[name].Make();
        Dictionary<string, Tensor> source = Random(other);

        layer.load_state_dict(source, assign: true);
        other.load_state_dict(source);

        Assert.Equal(Result(name, other), Result(name, layer));
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_on_meta_computes_with_what_it_was_given_or_is_named(string name)
    {
        using nn.Module other = s_layers[name].Make();
        Dictionary<string, Tensor> source = Random(other);
        using nn.Module layer = s_layers[name].Make().to(META);
        other.load_state_dict(source);

        if (s_layers[name].IsClosed)
        {
            Assert.Contains(
                $": {name} keeps its tensors in native code",
                Assert.Throws<InvalidOperationException>(() => layer.load_state_dict(source, assign: true)).Message);
            return;
        }

        layer.load_state_dict(source, assign: true);

        Assert.Equal(Result(name, other), Result(name, layer));
    }

    /// <summary>Containers and what has no weights aside, there is no other.</summary>
    [Fact]
    public void All_layers_with_weights_are_tried() =>
        Assert.Empty(typeof(Linear).Assembly.GetExportedTypes()
            .Where(static type => type is { IsAbstract: false, IsGenericType: false } && typeof(nn.Module).IsAssignableFrom(type))
            .Where(static type => type.GetProperties()
                .Any(static property => property.PropertyType == typeof(Parameter) && property.GetIndexParameters().Length == 0))
            .Select(static type => type.Name)
            .Except(s_layers.Keys));

    private static Tensor Result(string name, nn.Module layer)
    {
        random.manual_seed(1);
        layer.eval();
        return s_layers[name].Call(layer);
    }

    private static Dictionary<string, Tensor> Random(nn.Module module) =>
        module.state_dict().ToDictionary(static entry => entry.Key, static entry => rand(entry.Value.shape).to(entry.Value.dtype));

    private sealed record Layer(Type Type, Func<nn.Module> Make, Func<nn.Module, Tensor> Call, bool IsClosed)
    {
        public static Layer Of<T>(Func<T> make, Func<T, Tensor> call, bool closed = false)
            where T : nn.Module => new(typeof(T), make, module => call((T)module), closed);
    }
}
