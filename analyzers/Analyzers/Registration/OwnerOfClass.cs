using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>Whether some module of this project has objects of a class, and so registers them.</summary>
internal static class OwnerOfClass
{
    /// <summary>A module class that names it, as the type of a member or where it makes one; a class that derives from it does not count.</summary>
    public static bool IsHeldByModule(INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        oracle.Bodies.Compilation.SyntaxTrees
            .Where(tree => NamesInTree.Mentions(tree, type.Name, cancellationToken))
            .SelectMany(tree => tree.GetRoot(cancellationToken).DescendantNodes().OfType<SimpleNameSyntax>().Where(name => name.Identifier.ValueText == type.Name))
            .Any(name => IsInModule(name, type, oracle, cancellationToken));

    private static bool IsInModule(SimpleNameSyntax name, INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        SemanticModel model = oracle.Bodies.ModelOf(name.SyntaxTree);
        return !name.Ancestors().Any(static ancestor => ancestor is BaseListSyntax)
            && name.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } around
            && model.GetDeclaredSymbol(around, cancellationToken) is INamedTypeSymbol owner
            && !SymbolEqualityComparer.Default.Equals(owner, type)
            && oracle.Torch.IsModule(owner)
            && Names(model.GetSymbolInfo(name, cancellationToken).Symbol, type);
    }

    private static bool Names(ISymbol? symbol, INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals((symbol as INamedTypeSymbol ?? symbol?.ContainingType)?.OriginalDefinition, type.OriginalDefinition);
}
