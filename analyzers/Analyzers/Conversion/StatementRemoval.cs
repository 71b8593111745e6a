using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>
/// Takes statements out of a block: the comments that speak of them go with them; directives and the layout around them stay.
/// </summary>
internal static class StatementRemoval
{
    /// <param name="block">A block.</param>
    /// <param name="removed">Which of its statements go.</param>
    public static BlockSyntax Remove(BlockSyntax block, IReadOnlyList<bool> removed)
    {
        (List<StatementSyntax> kept, SyntaxTriviaList? carried, SyntaxTriviaList place) =
            Keep(block.OpenBraceToken.TrailingTrivia, block.Statements, removed);
        BlockSyntax changed = block.WithStatements(SyntaxFactory.List(kept));
        if (carried is not { } above)
        {
            return changed;
        }

        (SyntaxTriviaList last, SyntaxTriviaList end) =
            WithoutEmptyDirectives(above, place.AddRange(changed.CloseBraceToken.LeadingTrivia));
        return changed.WithCloseBraceToken(changed.CloseBraceToken.WithLeadingTrivia(IsBlank(last) ? end : Join(last, end)));
    }

    /// <param name="section">A section of a <c>switch</c>, whose last statement leaves it, and stays.</param>
    /// <param name="removed">Which of its statements go.</param>
    public static SwitchSectionSyntax Remove(SwitchSectionSyntax section, IReadOnlyList<bool> removed) =>
        section.WithStatements(SyntaxFactory.List(Keep(section.Labels.Last().GetTrailingTrivia(), section.Statements, removed).Kept));

    /// <summary>The statements that stay, and what stood above the last ones that go, to stand above what follows them.</summary>
    private static (List<StatementSyntax> Kept, SyntaxTriviaList? Carried, SyntaxTriviaList Place) Keep(
        SyntaxTriviaList opening, SyntaxList<StatementSyntax> statements, IReadOnlyList<bool> removed)
    {
        var kept = new List<StatementSyntax>();
        SyntaxTriviaList carried = default;
        SyntaxTriviaList place = default;
        bool afterRemoved = false;
        bool isBehindKept = false;
        for (int i = 0; i < statements.Count; i++)
        {
            if (removed[i])
            {
                SyntaxTriviaList before = i == 0 ? opening : statements[i - 1].GetTrailingTrivia();
                bool startsLine = before.Any(SyntaxKind.EndOfLineTrivia);
                bool endsLine = statements[i].GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
                isBehindKept = !startsLine && (isBehindKept || !afterRemoved);
                place = endsLine ? default : startsLine ? Indentation.Of(statements[i].GetLeadingTrivia()) : place;
                if (isBehindKept && endsLine && kept.Count > 0)
                {
                    kept[kept.Count - 1] = EndLine(kept[kept.Count - 1], statements[i].GetTrailingTrivia());
                }

                SyntaxTriviaList ownLines = statements[i].GetLeadingTrivia();
                (SyntaxTriviaList above, SyntaxTriviaList leading) = WithoutEmptyDirectives(
                    carried, IsHeading(statements, removed, i) ? Indentation.Without(ownLines) : WithoutComments(ownLines));
                carried = Join(above, leading);
                afterRemoved = true;
                continue;
            }

            StatementSyntax statement = statements[i];
            if (afterRemoved)
            {
                (SyntaxTriviaList above, SyntaxTriviaList below) =
                    WithoutEmptyDirectives(carried, place.AddRange(statement.GetLeadingTrivia()));
                statement = statement.WithLeadingTrivia(Join(above, kept.Count == 0 && IsBlank(above) ? WithoutBlankLines(below) : below));
            }

            kept.Add(statement);
            carried = default;
            place = default;
            afterRemoved = false;
            isBehindKept = false;
        }

        return (kept, afterRemoved ? carried : null, place);
    }

    /// <summary>What stood before in the same line ends it now.</summary>
    private static StatementSyntax EndLine(StatementSyntax statement, SyntaxTriviaList trailing) =>
        statement.WithTrailingTrivia(
            SyntaxFactory.TriviaList(statement.GetTrailingTrivia().Reverse().SkipWhile(IsBlank).Reverse())
                .Add(trailing.First(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))));

    /// <summary>
    /// An <c>#if</c> or a <c>#region</c> around nothing but what went goes too. An <c>#if</c> with an <c>#else</c> has more to say.
    /// </summary>
    private static (SyntaxTriviaList Before, SyntaxTriviaList After) WithoutEmptyDirectives(SyntaxTriviaList before, SyntaxTriviaList after)
    {
        int open = before.Count - 1;
        while (open >= 0 && IsBlank(before[open]))
        {
            open--;
        }

        int close = after.TakeWhile(IsBlank).Count();
        if (open < 0
            || close == after.Count
            || (before[open].Kind(), after[close].Kind()) is not
                ((SyntaxKind.IfDirectiveTrivia, SyntaxKind.EndIfDirectiveTrivia)
                or (SyntaxKind.RegionDirectiveTrivia, SyntaxKind.EndRegionDirectiveTrivia)))
        {
            return (before, after);
        }

        int indented = open > 0 && before[open - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? open - 1 : open;
        return WithoutEmptyDirectives(
            WithoutComments(SyntaxFactory.TriviaList(before.Take(indented))), SyntaxFactory.TriviaList(after.Skip(close + 1)));
    }

    /// <summary>
    /// Whether the comments above a statement that goes are the heading of lines that stay: these follow without an empty line, and
    /// the comments have no word of registration, nor of what is registered.
    /// </summary>
    private static bool IsHeading(SyntaxList<StatementSyntax> statements, IReadOnlyList<bool> removed, int index)
    {
        int next = index + 1;
        while (next < statements.Count && removed[next] && !StartsParagraph(statements[next]))
        {
            next++;
        }

        return next < statements.Count
            && !StartsParagraph(statements[next])
            && !statements[index].DescendantTokens()
                .Where(static token => token.IsKind(SyntaxKind.IdentifierToken) || token.IsKind(SyntaxKind.StringLiteralToken))
                .Select(static token => token.ValueText)
                .Where(static word => word.Length > 2)
                .Concat(["regist", "component"])
                .Any(word => statements[index].GetLeadingTrivia().Any(comment => Comments.IsOne(comment)
                    && comment.ToString().IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0));
    }

    /// <summary>Behind an empty line, a directive or a comment of its own.</summary>
    private static bool StartsParagraph(StatementSyntax statement) =>
        statement.GetLeadingTrivia().Any(static trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia));

    /// <summary>The comments right above a statement speak about it; what an empty line or a directive parts from it does not.</summary>
    private static SyntaxTriviaList WithoutComments(SyntaxTriviaList leading)
    {
        int end = leading.Count;
        while (true)
        {
            end = Indentation.Without(SyntaxFactory.TriviaList(leading.Take(end))).Count;
            if (end < 2
                || !leading[end - 1].IsKind(SyntaxKind.EndOfLineTrivia)
                || !Comments.IsOne(leading[end - 2]))
            {
                return SyntaxFactory.TriviaList(leading.Take(end));
            }

            end -= 2;
        }
    }

    /// <summary>One empty line where both have one.</summary>
    private static SyntaxTriviaList Join(SyntaxTriviaList first, SyntaxTriviaList second) =>
        WithoutBlankLines(second).Count == second.Count ? first.AddRange(second)
        : IsBlank(first) && first.Count > 0 ? second
        : first.AddRange(EndsWithBlankLine(first) ? WithoutBlankLines(second) : second);

    private static bool EndsWithBlankLine(SyntaxTriviaList trivia) =>
        trivia.Count > 1
        && trivia.Last().IsKind(SyntaxKind.EndOfLineTrivia)
        && trivia[trivia.Count - 2] is { } before
        && (before.IsDirective || before.IsKind(SyntaxKind.EndOfLineTrivia));

    public static bool IsBlank(SyntaxTriviaList trivia) => trivia.All(IsBlank);

    private static bool IsBlank(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    public static SyntaxTriviaList WithoutBlankLines(SyntaxTriviaList trivia)
    {
        int start = 0;
        for (int i = 0; i < trivia.Count && IsBlank(trivia[i]); i++)
        {
            start = trivia[i].IsKind(SyntaxKind.EndOfLineTrivia) ? i + 1 : start;
        }

        return SyntaxFactory.TriviaList(trivia.Skip(start));
    }
}
