using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Flow;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>Whether some module of this project has objects of a class, and so registers them, or may have.</summary>
internal static class OwnerOfClass
{
    /// <summary>
    /// A module class that names it, as the type of a member or where it makes one, or a factory, of which nobody knows who
    /// asks: one that returns such an object, or looks the class up by a text. A class that derives from it does not count.
    /// </summary>
    public static bool IsHeldByModule(INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        NamesOfClass.In(oracle.Bodies.Compilation, type.Name, cancellationToken)
            .Any(name => IsHeld(name, type, oracle, cancellationToken))
        || oracle.Bodies.Compilation.SyntaxTrees.Any(tree => IsNamedAsText(tree, type.Name, cancellationToken));

    /// <summary>A string that is the name, other than the one that the class gives its base constructor.</summary>
    private static bool IsNamedAsText(SyntaxTree tree, string name, CancellationToken cancellationToken) =>
        NamesInTree.Mentions(tree, $"\"{name}\"", cancellationToken)
        && tree.GetRoot(cancellationToken).DescendantNodes().OfType<LiteralExpressionSyntax>().Any(literal =>
            literal.Token.ValueText == name
            && literal.FirstAncestorOrSelf<SyntaxNode>(
                static ancestor => ancestor is ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax) is null
            && literal.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText != name);

    private static bool IsHeld(
        SimpleNameSyntax name, INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        SemanticModel model = oracle.Bodies.ModelOf(name.SyntaxTree);
        return !NamesOfClass.IsBase(name)
            && name.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } around
            && model.GetDeclaredSymbol(around, cancellationToken) is INamedTypeSymbol owner
            && !SymbolEqualityComparer.Default.Equals(owner, type)
            && (oracle.Torch.IsModule(owner) || IsReturned(name))
            && NamesOfClass.Names(model.GetSymbolInfo(name, cancellationToken).Symbol, type);
    }

    /// <summary><c>return new Mel();</c>, an arm of a switch expression, the body of <c>=></c>.</summary>
    private static bool IsReturned(SimpleNameSyntax name) =>
        name.FirstAncestorOrSelf<ObjectCreationExpressionSyntax>() is { } creation
        && creation.Ancestors().TakeWhile(static ancestor => ancestor is not (BlockSyntax or MemberDeclarationSyntax))
            .Any(static ancestor => ancestor is ReturnStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax);
}
