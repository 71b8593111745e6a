using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>Whether some module of this project has objects of a class, and so registers them, or may have.</summary>
internal static class OwnerOfClass
{
    /// <summary>
    /// A module class that names it, as the type of a member or where it makes one, or a factory, of which nobody knows who
    /// asks: one that returns such an object, or looks the class up by a text. A class that derives from it does not count.
    /// </summary>
    public static bool IsHeldByModule(INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        IsNamed(type, byFactories: true, oracle, cancellationToken);

    /// <summary>The same without those of which nobody knows: a module class names it.</summary>
    public static bool IsNamedByModule(INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        IsNamed(type, byFactories: false, oracle, cancellationToken);

    private static bool IsNamed(INamedTypeSymbol type, bool byFactories, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        oracle.Bodies.Compilation.SyntaxTrees
            .Where(tree => NamesInTree.Mentions(tree, type.Name, cancellationToken))
            .Any(tree => (byFactories && IsNamedAsText(tree, type.Name, cancellationToken))
                || NamesIn(tree, type, cancellationToken).Any(name => IsHeld(name, type, byFactories, oracle, cancellationToken)));

    private static IEnumerable<SimpleNameSyntax> NamesIn(SyntaxTree tree, INamedTypeSymbol type, CancellationToken cancellationToken) =>
        tree.GetRoot(cancellationToken).DescendantNodes().OfType<SimpleNameSyntax>().Where(name => name.Identifier.ValueText == type.Name);

    /// <summary>A string that is the name, other than the one that the class gives its base constructor.</summary>
    private static bool IsNamedAsText(SyntaxTree tree, string name, CancellationToken cancellationToken) =>
        NamesInTree.Mentions(tree, $"\"{name}\"", cancellationToken)
        && tree.GetRoot(cancellationToken).DescendantNodes().OfType<LiteralExpressionSyntax>().Any(literal =>
            literal.Token.ValueText == name
            && literal.FirstAncestorOrSelf<SyntaxNode>(
                static ancestor => ancestor is ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax) is null
            && literal.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText != name);

    private static bool IsHeld(
        SimpleNameSyntax name, INamedTypeSymbol type, bool byFactories, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        SemanticModel model = oracle.Bodies.ModelOf(name.SyntaxTree);
        return !name.Ancestors().Any(static ancestor => ancestor is BaseListSyntax)
            && name.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } around
            && model.GetDeclaredSymbol(around, cancellationToken) is INamedTypeSymbol owner
            && !SymbolEqualityComparer.Default.Equals(owner, type)
            && (oracle.Torch.IsModule(owner) || (byFactories && IsReturned(name)))
            && Names(model.GetSymbolInfo(name, cancellationToken).Symbol, type);
    }

    /// <summary><c>return new Mel();</c>, an arm of a switch expression, the body of <c>=></c>.</summary>
    private static bool IsReturned(SimpleNameSyntax name) =>
        name.FirstAncestorOrSelf<ObjectCreationExpressionSyntax>() is { } creation
        && creation.Ancestors().TakeWhile(static ancestor => ancestor is not (BlockSyntax or MemberDeclarationSyntax))
            .Any(static ancestor => ancestor is ReturnStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax);

    private static bool Names(ISymbol? symbol, INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(
            (symbol as INamedTypeSymbol ?? symbol?.ContainingType)?.OriginalDefinition, type.OriginalDefinition);
}
