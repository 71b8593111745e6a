using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>
/// <c>try { fc = Linear(2, 2); } finally { RegisterComponents(); }</c>, of which the assignment stays, a step further out. A <c>try</c>
/// that catches loses its <c>finally</c> alone.
/// </summary>
internal static class EmptiedFinally
{
    /// <summary>What stands in the place of a statement.</summary>
    /// <param name="original">A statement.</param>
    /// <param name="visited">What became of it.</param>
    /// <param name="changes">What becomes of those that registered.</param>
    public static IEnumerable<StatementSyntax> Without(
        StatementSyntax original, StatementSyntax visited, IReadOnlyDictionary<SyntaxNode, StatementConversion> changes) =>
        original is TryStatementSyntax { Finally.Block.Statements: { Count: > 0 } last } before
            && visited is TryStatementSyntax { Finally: { } end } after
            && last.All(statement => EmptiedStatement.Goes(statement, changes))
            && !before.ContainsDirectives
            && StatementRemoval.IsBlank(end.Block.OpenBraceToken.TrailingTrivia)
            && StatementRemoval.IsBlank(end.Block.CloseBraceToken.LeadingTrivia)
            ? after.Catches.Any() ? [after.WithFinally(null)]
            : CanStandAlone(before.Block) ? Inside(after)
            : [visited]
            : [visited];

    /// <summary>A name that the block declares could be taken further out, and a comment at its end speaks of the block.</summary>
    private static bool CanStandAlone(BlockSyntax block) =>
        block.Statements.Any()
        && !block.Statements.Any(static statement => statement
            is LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax)
        && !block.DescendantNodes().OfType<VariableDesignationSyntax>().Any()
        && StatementRemoval.IsBlank(block.OpenBraceToken.TrailingTrivia)
        && StatementRemoval.IsBlank(block.CloseBraceToken.LeadingTrivia);

    private static IEnumerable<StatementSyntax> Inside(TryStatementSyntax around)
    {
        SyntaxTriviaList outer = Indentation.Of(around.GetLeadingTrivia());
        StatementSyntax[] inside = around.Block.Statements
            .Select(statement => MovedOut(statement, Indentation.Of(around.Block.Statements[0].GetLeadingTrivia()), outer))
            .ToArray();
        bool ownLines = around.Block.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        inside[0] = inside[0].WithLeadingTrivia(ownLines
            ? Indentation.Without(around.GetLeadingTrivia()).AddRange(inside[0].GetLeadingTrivia())
            : around.GetLeadingTrivia());
        return ownLines ? inside : inside.Take(inside.Length - 1).Append(inside.Last().WithTrailingTrivia(around.GetTrailingTrivia()));
    }

    /// <summary>Each line of a statement by as much as its first.</summary>
    private static StatementSyntax MovedOut(StatementSyntax statement, SyntaxTriviaList inner, SyntaxTriviaList outer)
    {
        string deep = inner.ToString();
        string flat = outer.ToString();
        return deep.Length <= flat.Length
            ? statement
            : statement.ReplaceTrivia(
                statement.DescendantTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)
                    && StartsLine(trivia)
                    && trivia.ToString().StartsWith(deep, StringComparison.Ordinal)),
                (trivia, _) => SyntaxFactory.Whitespace(flat + trivia.ToString().Substring(deep.Length)));
    }

    private static bool StartsLine(SyntaxTrivia blanks) =>
        blanks.Token.LeadingTrivia is var leading
        && leading.IndexOf(blanks) is var place
        && (place == 0 || (place > 0 && leading[place - 1].IsKind(SyntaxKind.EndOfLineTrivia)));
}
