using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>What a call of a module does with tensors of another device.</summary>
internal enum LayerKind
{
    /// <summary>Not to be told: a module that somebody wrote, or one known by its base class only.</summary>
    Open,

    /// <summary>A TorchSharp module without weights: the result lies where the input does.</summary>
    Stateless,

    /// <summary>A TorchSharp module whose weights every input meets.</summary>
    Weighted,
}

internal static class Layers
{
    private static readonly ImmutableHashSet<string> s_weighted = [
        "Linear", "Bilinear", "Embedding", "EmbeddingBag", "Conv1d", "Conv2d", "Conv3d", "ConvTranspose1d", "ConvTranspose2d",
        "ConvTranspose3d", "BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "LayerNorm", "GroupNorm", "RNN", "LSTM", "GRU", "RNNCell",
        "LSTMCell", "GRUCell", "MultiheadAttention", "Transformer", "TransformerEncoder", "TransformerDecoder",
        "TransformerEncoderLayer", "TransformerDecoderLayer", "PReLU"];

    /// <summary>Containers, and the loss that takes its lengths from the CPU.</summary>
    private static readonly ImmutableHashSet<string> s_open = ["Sequential", "ModuleList", "ModuleDict", "CTCLoss"];

    public static LayerKind KindOf(ITypeSymbol? type, TorchSymbols torch) =>
        type is null || !torch.IsStock(type) || type.IsAbstract || type.ContainingType is not null || s_open.Contains(type.Name)
            ? LayerKind.Open
            : s_weighted.Contains(type.Name) ? LayerKind.Weighted : LayerKind.Stateless;

    /// <summary>Whether <paramref name="method"/> runs a module on its arguments.</summary>
    public static bool IsCall(IMethodSymbol method, ITypeSymbol? receiver, TorchSymbols torch) =>
        method.Name is "call" or "forward" && receiver is not null && (torch.IsModule(receiver) || torch.IsModuleInterface(receiver));

    /// <summary>What all values that a field is given have in common, where its own type says nothing.</summary>
    public static LayerKind Common(ImmutableArray<LayerKind> kinds) =>
        kinds.IsEmpty || kinds.Distinct().Count() > 1 ? LayerKind.Open : kinds[0];
}
