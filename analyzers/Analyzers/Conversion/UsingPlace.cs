using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>Where a <c>using</c> can stand so that the code of the file has it: not under an <c>#if</c> that ends before that.</summary>
internal static class UsingPlace
{
    /// <summary>The last plain directive that is there wherever the first type is; null where none is.</summary>
    public static UsingDirectiveSyntax? Of(CompilationUnitSyntax unit)
    {
        HashSet<SyntaxTrivia> around = unit.Members.Count > 0 ? [.. OpenAt(unit, unit.Members[0])] : [];
        return unit.Usings.LastOrDefault(directive => directive.StaticKeyword.IsKind(SyntaxKind.None)
            && directive.Alias is null
            && OpenAt(unit, directive).All(around.Contains));
    }

    /// <summary>
    /// What stands before the first directive: the words of the file, and from its first <c>#if</c> on what belongs to the directive.
    /// </summary>
    public static (SyntaxTriviaList Before, SyntaxTriviaList After) Header(CompilationUnitSyntax unit)
    {
        SyntaxTriviaList leading = unit.Usings[0].GetLeadingTrivia();
        int condition = leading.IndexOf(SyntaxKind.IfDirectiveTrivia);
        return condition < 0
            ? (leading, default)
            : (SyntaxFactory.TriviaList(leading.Take(condition)), SyntaxFactory.TriviaList(leading.Skip(condition)));
    }

    /// <summary>The <c>#if</c>, <c>#elif</c> and <c>#else</c> under which a node stands.</summary>
    private static Stack<SyntaxTrivia> OpenAt(CompilationUnitSyntax unit, SyntaxNode node)
    {
        var open = new Stack<SyntaxTrivia>();
        foreach (SyntaxTrivia trivia in unit.DescendantTrivia().TakeWhile(trivia => trivia.SpanStart < node.SpanStart))
        {
            if (open.Count > 0
                && trivia.Kind() is SyntaxKind.EndIfDirectiveTrivia or SyntaxKind.ElifDirectiveTrivia or SyntaxKind.ElseDirectiveTrivia)
            {
                open.Pop();
            }

            if (trivia.Kind() is SyntaxKind.IfDirectiveTrivia or SyntaxKind.ElifDirectiveTrivia or SyntaxKind.ElseDirectiveTrivia)
            {
                open.Push(trivia);
            }
        }

        return open;
    }
}
