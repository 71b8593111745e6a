using System.Linq;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers.Flow;

/// <summary>
/// A partial method or constructor is two symbols: calls and lists of members have the one, the body belongs to the other.
/// </summary>
internal static class PartialParts
{
    public static IMethodSymbol Defining(IMethodSymbol method) => method.PartialDefinitionPart ?? method;

    public static IMethodSymbol Implementing(IMethodSymbol method) => method.PartialImplementationPart ?? method;

    /// <summary>The declaration that has the body; null where the source is not here.</summary>
    public static SyntaxNode? ImplementationOf(IMethodSymbol method) =>
        Implementing(method).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
}
