using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers;

namespace TorchSharp.Generators.CodeFixes.Lifetime;

/// <summary>TSG3003: takes the assigned tensor out of the scope in which it was made.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DetachAssignedStateFix() : TorchCodeFix(Descriptors.TSG3003_StateFieldReassigned.Id)
{
    internal const string Key = "DetachAssignedState";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is AssignmentExpressionSyntax { Left: not TupleExpressionSyntax } assignment)
        {
            yield return new EditRepair(
                $"Detach the tensor that '{assignment.Left}' gets from the scope", Key, editor => editor.ReplaceNode(assignment, Detached(assignment)));
        }
    }

    private static AssignmentExpressionSyntax Detached(AssignmentExpressionSyntax assignment)
    {
        ExpressionSyntax value = assignment.Right.WithoutTrivia();
        if (!assignment.IsKind(SyntaxKind.SimpleAssignmentExpression))
        {
            string sign = assignment.OperatorToken.Text.TrimEnd('=');
            value = SyntaxFactory.ParseExpression($"{assignment.Left.WithoutTrivia()} {sign} {Operand(value)}");
        }

        bool needsParentheses = value is not (InvocationExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax);
        ExpressionSyntax detached = SyntaxFactory.ParseExpression($"{(needsParentheses ? $"({value})" : value.ToString())}.DetachFromDisposeScope()");
        return SyntaxFactory.AssignmentExpression(
                SyntaxKind.SimpleAssignmentExpression,
                assignment.Left,
                SyntaxFactory.Token(assignment.OperatorToken.LeadingTrivia, SyntaxKind.EqualsToken, assignment.OperatorToken.TrailingTrivia),
                detached)
            .WithTriviaFrom(assignment);
    }

    /// <summary>The right side of <c>x *= a + b</c> stays together.</summary>
    private static string Operand(ExpressionSyntax value) => value is BinaryExpressionSyntax or ConditionalExpressionSyntax ? $"({value})" : value.ToString();
}
