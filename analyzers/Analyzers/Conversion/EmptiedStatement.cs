using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>An <c>if</c> that did nothing but register goes with what stood under it.</summary>
internal static class EmptiedStatement
{
    /// <summary>Whether a statement can go from its place, where it or an <c>if</c> around it stands among others.</summary>
    public static bool CanGo(SyntaxNode statement) =>
        statement is ArrowExpressionClauseSyntax
        || statement.Parent is BlockSyntax or SwitchSectionSyntax
        || (statement.Parent is IfStatementSyntax around && OnlyDecides(around) && CanGo(around));

    /// <summary>Whether nothing is left of it.</summary>
    /// <param name="statement">A statement, the one expression of a method, or a method.</param>
    /// <param name="changes">What becomes of those that registered.</param>
    public static bool Goes(SyntaxNode statement, IReadOnlyDictionary<SyntaxNode, StatementConversion> changes) =>
        (changes.TryGetValue(statement, out StatementConversion? change) && change is StatementConversion.Remove)
        || (statement is IfStatementSyntax around
            && OnlyDecides(around)
            && around.Statement switch
            {
                BlockSyntax { Statements: { Count: > 0 } statements } => statements.All(inner => Goes(inner, changes)),
                var inner => Goes(inner, changes),
            });

    /// <summary>
    /// Its condition does nothing, declares nothing and has no <c>#if</c>; and there is no <c>else</c>. To ask for the type of the object
    /// is nothing.
    /// </summary>
    private static bool OnlyDecides(IfStatementSyntax around) =>
        around.Else is null
        && !around.ContainsDirectives
        && !around.Condition.DescendantNodesAndSelf().Any(static part => part
            is InvocationExpressionSyntax
            {
                Expression: not (IdentifierNameSyntax { Identifier.ValueText: "GetType" }
                    or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: "GetType" })
            }
            or AssignmentExpressionSyntax
            or PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression }
            or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression }
            or BaseObjectCreationExpressionSyntax
            or AwaitExpressionSyntax
            or VariableDesignationSyntax);
}
