using System.Reflection;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Analyzers.Tests.TorchApi;

/// <summary>What the rules believe of TorchSharp's own modules, beside the modules themselves.</summary>
public class LayersTests
{
    public static TheoryData<string> Names =>
    [
        .. Layers.Containers, .. Layers.NativeWeights, .. Layers.WeightsOnDemand, .. Layers.ModeDependent, .. Layers.TakingScalars,
        .. Layers.TakingFromCpu,
    ];

    /// <summary>One of each, made the plain way.</summary>
    private static Dictionary<string, Func<nn.Module>> Made { get; } = new()
    {
        ["Linear"] = () => Linear(2, 2),
        ["Bilinear"] = () => Bilinear(2, 2, 2),
        ["Embedding"] = () => Embedding(2, 2),
        ["EmbeddingBag"] = () => EmbeddingBag(2, 2),
        ["Conv1d"] = () => Conv1d(1, 1, 1),
        ["Conv2d"] = () => Conv2d(1, 1, 1),
        ["Conv3d"] = () => Conv3d(1, 1, 1),
        ["ConvTranspose1d"] = () => ConvTranspose1d(1, 1, 1),
        ["ConvTranspose2d"] = () => ConvTranspose2d(1, 1, 1),
        ["ConvTranspose3d"] = () => ConvTranspose3d(1, 1, 1),
        ["BatchNorm1d"] = () => BatchNorm1d(1),
        ["BatchNorm2d"] = () => BatchNorm2d(1),
        ["BatchNorm3d"] = () => BatchNorm3d(1),
        ["LayerNorm"] = () => LayerNorm(2),
        ["GroupNorm"] = () => GroupNorm(1, 2),
        ["InstanceNorm1d"] = () => InstanceNorm1d(1),
        ["InstanceNorm2d"] = () => InstanceNorm2d(1),
        ["InstanceNorm3d"] = () => InstanceNorm3d(1),
        ["RNN"] = () => RNN(1, 1),
        ["LSTM"] = () => LSTM(1, 1),
        ["GRU"] = () => GRU(1, 1),
        ["RNNCell"] = () => RNNCell(1, 1),
        ["LSTMCell"] = () => LSTMCell(1, 1),
        ["GRUCell"] = () => GRUCell(1, 1),
        ["MultiheadAttention"] = () => MultiheadAttention(2, 1),
        ["Transformer"] = () => Transformer(2, 1, 1, 1, 2),
        ["TransformerEncoder"] = () => TransformerEncoder(TransformerEncoderLayer(2, 1, 2), 1),
        ["TransformerDecoder"] = () => TransformerDecoder(TransformerDecoderLayer(2, 1, 2), 1),
        ["TransformerEncoderLayer"] = () => TransformerEncoderLayer(2, 1, 2),
        ["TransformerDecoderLayer"] = () => TransformerDecoderLayer(2, 1, 2),
        ["PReLU"] = () => PReLU(1),
        ["ReLU"] = () => ReLU(),
        ["Dropout"] = () => Dropout(),
        ["MaxPool2d"] = () => MaxPool2d(2),
        ["Flatten"] = () => Flatten(),
        ["Upsample"] = () => Upsample(scale_factor: [2.0]),
        ["MSELoss"] = () => MSELoss(),
        ["CrossEntropyLoss"] = () => CrossEntropyLoss(),
    };

    public static TheoryData<string> Layered => [.. Made.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Name_is_one_of_a_module(string name) => Assert.NotNull(TorchSharpAssembly.Layer(name));

    [Theory]
    [MemberData(nameof(Layered))]
    public void Layer_has_weights_if_the_table_says_so(string name)
    {
        using nn.Module layer = Made[name]();
        INamedTypeSymbol type = TorchSharpAssembly.Layer(name)!;

        Assert.Equal(layer.parameters().Any(), Layers.HasWeights(type, TorchSharpAssembly.Torch));
        Assert.Equal(layer.parameters().Any(), Layers.KindOf(type, TorchSharpAssembly.Torch) == LayerKind.Weighted);
    }

    /// <summary>With one more kind of layer in TorchSharp the table above needs one more line.</summary>
    [Fact]
    public void Every_layer_with_weights_is_made_above() =>
        Assert.All(
            typeof(nn.Module).Assembly
                .GetExportedTypes()
                .Where(
                    static type => type is { IsAbstract: false, Namespace: "TorchSharp.Modules" } && type.IsSubclassOf(typeof(nn.Module))),
            static type =>
            {
                INamedTypeSymbol symbol = TorchSharpAssembly.Layer(type.Name.Split('`')[0])!;
                if (Layers.HasWeights(symbol, TorchSharpAssembly.Torch) || Layers.WeightsOnDemand.Contains(symbol.Name))
                {
                    Assert.Contains(symbol.Name, Made.Keys);
                }
            });

    [Fact]
    public void Mode_dependent_layers_have_no_parameters_and_change_with_the_mode()
    {
        INamedTypeSymbol[] listeners = [.. Layers.ModeDependent.Select(static name => TorchSharpAssembly.Layer(name)!)];

        Assert.All(listeners, static layer => Assert.True(Layers.NeedsRegistration(layer)));
        Assert.All(listeners, static layer => Assert.False(Layers.HasWeights(layer, TorchSharpAssembly.Torch)));
        Assert.Equal(
            typeof(nn.Module).Assembly.GetExportedTypes()
                .Where(static type => type is { IsAbstract: false, Namespace: "TorchSharp.Modules" }
                    && type.IsSubclassOf(typeof(nn.Module))
                    && type.Name.Contains("Dropout", StringComparison.Ordinal))
                .Select(static type => type.Name)
                .Append(nameof(RReLU))
                .Order(StringComparer.Ordinal),
            Layers.ModeDependent.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ReLU", false)]
    [InlineData("MSELoss", false)]
    [InlineData("Identity", false)]
    [InlineData("Linear", true)]
    [InlineData("LSTM", true)]
    [InlineData("Sequential", true)]
    [InlineData("BatchNorm2d", true)]
    public void Layer_without_parameters_need_not_be_registered(string name, bool needed) =>
        Assert.Equal(needed, Layers.NeedsRegistration(TorchSharpAssembly.Layer(name)!));

    [Fact]
    public void Containers_are_those_that_take_modules_or_parameters_in() =>
        Assert.Equal(
            typeof(nn.Module).Assembly.GetExportedTypes()
                .Where(static type => type is { IsAbstract: false, Namespace: "TorchSharp.Modules" }
                    && type.IsSubclassOf(typeof(nn.Module)))
                .Where(static type =>
                    type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Any(static method => method.Name is "Add" or "append"))
                .Select(static type => type.Name.Split('`')[0])
                .Order(StringComparer.Ordinal),
            Layers.Containers.Order(StringComparer.Ordinal));
}
