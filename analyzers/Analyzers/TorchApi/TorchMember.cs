using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>Whose a member is.</summary>
internal static class TorchMember
{
    /// <summary>
    /// Whether it is TorchSharp's, or what a generated class writes over one of TorchSharp's methods: that does the same, and is what
    /// a call on such a class means.
    /// </summary>
    public static bool Is(ISymbol member, TorchSymbols torch) =>
        member.ContainingType is { } type
        && (torch.IsStock(type)
            || (member is IMethodSymbol method
                && ModuleClassifier.IsGenerated(type, torch)
                && (method.OverriddenMethod is { } overridden
                    ? torch.IsStock(overridden.ContainingType)
                    : GeneratedFile.Declares(method))));
}
