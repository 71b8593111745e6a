using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>Takes the tensor that an assignment gives to a member out of the scope in which it was made.</summary>
internal static class DetachEdit
{
    /// <summary><c>total = (total + x).DetachFromDisposeScope()</c>, for <c>total += x</c> too.</summary>
    public static AssignmentExpressionSyntax Of(AssignmentExpressionSyntax assignment)
    {
        ExpressionSyntax value = assignment.Right.WithoutTrivia();
        if (!assignment.IsKind(SyntaxKind.SimpleAssignmentExpression))
        {
            string sign = assignment.OperatorToken.Text.TrimEnd('=');
            value = SyntaxFactory.ParseExpression($"{assignment.Left.WithoutTrivia()} {sign} {Operand(value)}");
        }

        bool needsParentheses =
            value is not (InvocationExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax
                or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax);
        ExpressionSyntax detached =
            SyntaxFactory.ParseExpression($"{(needsParentheses ? $"({value})" : value.ToString())}.DetachFromDisposeScope()");
        return SyntaxFactory.AssignmentExpression(
                SyntaxKind.SimpleAssignmentExpression,
                assignment.Left,
                SyntaxFactory.Token(
                    assignment.OperatorToken.LeadingTrivia, SyntaxKind.EqualsToken, assignment.OperatorToken.TrailingTrivia),
                detached)
            .WithTriviaFrom(assignment);
    }

    /// <summary>The right side of <c>x *= a + b</c> stays together.</summary>
    private static string Operand(ExpressionSyntax value) =>
        value is BinaryExpressionSyntax or ConditionalExpressionSyntax ? $"({value})" : value.ToString();
}
