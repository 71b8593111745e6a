using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary><c>private void Register() => RegisterComponents();</c>, which goes with the statements that call it.</summary>
internal static class EmptiedMethods
{
    /// <param name="type">A class.</param>
    /// <param name="changes">What becomes of its statements that registered.</param>
    /// <param name="bodies">Its code.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The methods of which nothing is left, and the calls of them.</returns>
    public static IEnumerable<SyntaxNode> Of(
        INamedTypeSymbol type,
        IReadOnlyDictionary<SyntaxNode, StatementConversion> changes,
        MethodBodies bodies,
        CancellationToken cancellationToken)
    {
        SyntaxNode[] parts = type.DeclaringSyntaxReferences.Select(part => part.GetSyntax(cancellationToken)).ToArray();
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (method is { DeclaredAccessibility: Accessibility.Private, ReturnsVoid: true, DeclaringSyntaxReferences: [var place] }
                && place.GetSyntax(cancellationToken) is MethodDeclarationSyntax declaration
                && IsEmptied(declaration, changes)
                && CallsOf(method, parts, bodies) is { } calls)
            {
                foreach (SyntaxNode gone in calls.Prepend(declaration))
                {
                    yield return gone;
                }
            }
        }
    }

    /// <summary>Attributes, directives and <c>partial</c> say that somebody else counts on it.</summary>
    private static bool IsEmptied(MethodDeclarationSyntax method, IReadOnlyDictionary<SyntaxNode, StatementConversion> changes) =>
        method.AttributeLists.Count == 0
        && !method.ContainsDirectives
        && !method.Modifiers.Any(SyntaxKind.PartialKeyword)
        && (method.Body is { Statements: { Count: > 0 } statements }
            ? statements.All(statement => EmptiedStatement.Goes(statement, changes))
            : method.ExpressionBody is { } arrow && EmptiedStatement.Goes(arrow, changes));

    /// <summary>Null where it is named other than in a statement that calls it.</summary>
    private static List<SyntaxNode>? CallsOf(IMethodSymbol method, SyntaxNode[] parts, MethodBodies bodies)
    {
        var calls = new List<SyntaxNode>();
        foreach (SimpleNameSyntax name in parts.SelectMany(static part => part.DescendantNodes()).OfType<SimpleNameSyntax>()
            .Where(name => name.Identifier.ValueText == method.Name))
        {
            ExpressionSyntax callee = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
            if (callee.Parent is not InvocationExpressionSyntax { Parent: ExpressionStatementSyntax statement } call
                || bodies.OperationOf(call) is not IInvocationOperation { TargetMethod: var target, Arguments.IsEmpty: true }
                || !SymbolEqualityComparer.Default.Equals(target, method)
                || !EmptiedStatement.CanGo(statement))
            {
                return null;
            }

            calls.Add(statement);
        }

        return calls;
    }
}
