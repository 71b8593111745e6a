using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Flow;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>The places where a project names a class.</summary>
internal static class NamesOfClass
{
    /// <summary>All simple names with this text, whatever they mean.</summary>
    public static IEnumerable<SimpleNameSyntax> In(Compilation compilation, string text, CancellationToken cancellationToken) =>
        compilation.SyntaxTrees
            .Where(tree => NamesInTree.Mentions(tree, text, cancellationToken))
            .SelectMany(tree => tree.GetRoot(cancellationToken).DescendantNodes().OfType<SimpleNameSyntax>())
            .Where(name => name.Identifier.ValueText == text);

    /// <summary>A class that derives from another does not hold it.</summary>
    public static bool IsBase(SimpleNameSyntax name) => name.Ancestors().Any(static ancestor => ancestor is BaseListSyntax);

    /// <summary>Whether the symbol of a name is the class, or a constructor or other member of it.</summary>
    public static bool Names(ISymbol? symbol, INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(
            (symbol as INamedTypeSymbol ?? symbol?.ContainingType)?.OriginalDefinition, type.OriginalDefinition);
}
