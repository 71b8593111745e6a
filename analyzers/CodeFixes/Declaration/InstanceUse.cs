using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.CodeFixes.Syntax;

namespace TorchSharp.Generators.CodeFixes.Declaration;

/// <summary>Whether a static member could be an instance member where it is used.</summary>
internal static class InstanceUse
{
    public static bool IsEverywhere(DeclaredMember member, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken) =>
        member.Symbol.DeclaredAccessibility == Accessibility.Private
        && member.Symbol.ContainingType.DeclaringSyntaxReferences.Length == 1
        && member.Uses(root, model, cancellationToken).All(use => HasInstance(use, member.Symbol, model, cancellationToken));

    /// <summary>Written alone, in code of the class itself that has a <c>this</c>: neither static nor an initializer.</summary>
    private static bool HasInstance(IdentifierNameSyntax use, ISymbol symbol, SemanticModel model, CancellationToken cancellationToken)
    {
        if (use.Parent is MemberAccessExpressionSyntax access && access.Name == use)
        {
            return false;
        }

        ISymbol? enclosing = model.GetEnclosingSymbol(use.SpanStart, cancellationToken);
        while (enclosing is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction, IsStatic: false })
        {
            enclosing = enclosing.ContainingSymbol;
        }

        return enclosing is IMethodSymbol { IsStatic: false }
            && SymbolEqualityComparer.Default.Equals(enclosing.ContainingType, symbol.ContainingType)
            && !use.Ancestors().Any(static node => node is ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax
                || node is EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax
                    or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } });
    }
}
