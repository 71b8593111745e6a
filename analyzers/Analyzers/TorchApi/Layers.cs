using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>What a call of a module does with tensors of another device.</summary>
internal enum LayerKind
{
    /// <summary>Not to be told: a module that somebody wrote, a container, or one known by its base class only.</summary>
    Open,

    /// <summary>A TorchSharp module without weights: the result lies where the input does.</summary>
    Stateless,

    /// <summary>A TorchSharp module whose weights every input meets.</summary>
    Weighted,
}

/// <summary>What TorchSharp's own modules hold.</summary>
internal static class Layers
{
    /// <summary>Containers that take modules or parameters in, and are registered as one child themselves.</summary>
    public static readonly ImmutableHashSet<string> Containers =
        ["Sequential", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict"];

    /// <summary>What makes layers that register another weight than the one they use.</summary>
    public static readonly MemberTable Pretrained = new(TorchOwner.Torch, "Embedding_from_pretrained", "EmbeddingBag_from_pretrained");

    /// <summary>Layers that keep their weights in native code, where no member of theirs shows them.</summary>
    public static readonly ImmutableHashSet<string> NativeWeights = [
        "RNN", "LSTM", "GRU", "MultiheadAttention", "Transformer", "TransformerEncoder", "TransformerDecoder",
        "TransformerEncoderLayer", "TransformerDecoderLayer"];

    /// <summary>Normalisations that have weights if they are asked to, and have none by default.</summary>
    public static readonly ImmutableHashSet<string> WeightsOnDemand = ["InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d"];

    /// <summary>
    /// Layers that do nothing but listen to train() and eval(): without parameters, yet wrong when they are left out.
    /// </summary>
    public static readonly ImmutableHashSet<string> ModeDependent = [
        "Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout", "RReLU"];

    /// <summary>Layers that take an input without dimensions: elsewhere a scalar is harmless on any device.</summary>
    public static readonly ImmutableHashSet<string> TakingScalars = ["Embedding"];

    /// <summary>Modules that take some of their inputs from the CPU, whatever device the others are on.</summary>
    public static readonly ImmutableHashSet<string> TakingFromCpu = ["CTCLoss"];

    /// <summary>Layers with weights that compute otherwise while they are trained.</summary>
    public static readonly ImmutableHashSet<string> WeightedModeDependent = [
        "BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d"];

    public const string WithoutParameters = "ParameterLessModule";
    public const string Loss = "Loss";

    public static LayerKind KindOf(ITypeSymbol? type, TorchSymbols torch) =>
        type is not INamedTypeSymbol { IsAbstract: false, ContainingType: null } layer
        || !torch.IsStock(layer)
        || Containers.Contains(layer.Name)
        || WeightsOnDemand.Contains(layer.Name)
        || TakingFromCpu.Contains(layer.Name)
            ? LayerKind.Open
            : HasWeights(layer, torch) ? LayerKind.Weighted : LayerKind.Stateless;

    /// <summary>Whether an object of this type has parameters however it is made.</summary>
    public static bool HasWeights(INamedTypeSymbol layer, TorchSymbols torch) =>
        torch.IsStock(layer)
        && !WeightsOnDemand.Contains(layer.Name)
        && !Containers.Contains(layer.Name)
        && (NativeWeights.Contains(layer.Name)
            || ModuleClassifier.Ancestors(layer)
                .Prepend(layer)
                .TakeWhile(torch.IsStock)
                .SelectMany(static type => type.GetMembers())
                .Any(member =>
                member is IPropertySymbol { DeclaredAccessibility: Accessibility.Public } property && torch.IsParameter(property.Type)));

    /// <summary>Whether it makes a difference to leave an object of this stock type out of the registry.</summary>
    public static bool NeedsRegistration(INamedTypeSymbol layer) =>
        ModeDependent.Contains(layer.Name)
        || !ModuleClassifier.Ancestors(layer).Any(static ancestor => ancestor.Name is WithoutParameters or Loss);

    /// <summary>
    /// Whether train() and eval() make a difference to an object of this type, or may: somebody's own class can hold such a layer.
    /// </summary>
    public static bool ListensToMode(ITypeSymbol layer, TorchSymbols torch) =>
        !torch.IsStock(layer)
        || ModeDependent.Contains(layer.Name)
        || WeightedModeDependent.Contains(layer.Name)
        || NativeWeights.Contains(layer.Name)
        || Containers.Contains(layer.Name);

    public static bool IsContainer(ITypeSymbol? type, TorchSymbols torch) =>
        type is not null && Containers.Contains(type.Name) && torch.IsStock(type);

    /// <summary>Whether <paramref name="method"/> runs a module on its arguments.</summary>
    public static bool IsCall(IMethodSymbol method, ITypeSymbol? receiver, TorchSymbols torch) =>
        ModuleApi.Running.Names.Contains(method.Name)
        && receiver is not null
        && (torch.IsModule(receiver) || torch.IsModuleInterface(receiver));

    /// <summary>What all values that a field is given have in common, where its own type says nothing.</summary>
    public static LayerKind Common(ImmutableArray<LayerKind> kinds) =>
        kinds.IsEmpty || kinds.Distinct().Count() > 1 ? LayerKind.Open : kinds[0];
}
