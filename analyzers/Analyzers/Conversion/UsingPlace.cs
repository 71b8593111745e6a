using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>Where a <c>using</c> can stand so that the code of the file has it: not under an <c>#if</c> that ends before that.</summary>
internal static class UsingPlace
{
    private static readonly (int, string) s_own = (2, WellKnownNames.RuntimeNamespace);

    /// <summary>
    /// The plain directive to stand behind, which is there wherever the first type is; null to come first. Sorted ones stay
    /// sorted, others keep those of TorchSharp together.
    /// </summary>
    public static UsingDirectiveSyntax? Of(
        CompilationUnitSyntax unit, SyntaxList<UsingDirectiveSyntax> usings, SyntaxList<MemberDeclarationSyntax> members)
    {
        HashSet<SyntaxTrivia> around = members.Count > 0 ? [.. OpenAt(unit, members[0])] : [];
        UsingDirectiveSyntax[] plain = usings
            .Where(directive => directive.StaticKeyword.IsKind(SyntaxKind.None)
                && directive.Alias is null
                && OpenAt(unit, directive).All(around.Contains))
            .ToArray();
        UsingDirectiveSyntax[] neighbours = IsSorted(plain) ? plain : plain.Where(IsOfTorchSharp).ToArray();
        if (neighbours.Length == 0 || !IsSorted(neighbours))
        {
            return plain.LastOrDefault();
        }

        int first = usings.IndexOf(neighbours[0]);
        return neighbours.LastOrDefault(static directive => Compare(Key(directive), s_own) < 0)
            ?? (first == 0 ? null : plain.Contains(usings[first - 1]) ? usings[first - 1] : plain.Last());
    }

    public static bool IsOfTorchSharp(UsingDirectiveSyntax directive) =>
        directive.Name?.ToString().Split('.')[0] == WellKnownNames.RuntimeNamespace.Split('.')[0];

    /// <summary>
    /// What stands above a directive: the words of the file, and from its first <c>#if</c> on what belongs to the directive.
    /// </summary>
    public static (SyntaxTriviaList Before, SyntaxTriviaList After) Header(UsingDirectiveSyntax directive)
    {
        SyntaxTriviaList leading = directive.GetLeadingTrivia();
        int condition = leading.IndexOf(SyntaxKind.IfDirectiveTrivia);
        return condition < 0
            ? (leading, default)
            : (SyntaxFactory.TriviaList(leading.Take(condition)), SyntaxFactory.TriviaList(leading.Skip(condition)));
    }

    private static bool IsSorted(UsingDirectiveSyntax[] directives) =>
        directives.Zip(directives.Skip(1), static (first, second) => Compare(Key(first), Key(second)) <= 0).All(static sorted => sorted);

    /// <summary>As the compiler wants it for global ones, and as editors sort those of System.</summary>
    private static (int Group, string Name) Key(UsingDirectiveSyntax directive) =>
        directive.Name!.ToString() is var name && directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword) ? (0, name)
        : name == "System" || name.StartsWith("System.", StringComparison.Ordinal) ? (1, name)
        : (2, name);

    private static int Compare((int Group, string Name) first, (int Group, string Name) second) =>
        first.Group != second.Group
            ? first.Group - second.Group
            : string.Compare(first.Name, second.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The <c>#if</c>, <c>#elif</c> and <c>#else</c> under which a node stands.</summary>
    private static Stack<SyntaxTrivia> OpenAt(CompilationUnitSyntax unit, SyntaxNode node)
    {
        var open = new Stack<SyntaxTrivia>();
        IEnumerable<SyntaxTrivia> before = unit.ContainsDirectives ? unit.DescendantTrivia() : [];
        foreach (SyntaxTrivia trivia in before.TakeWhile(trivia => trivia.SpanStart < node.SpanStart))
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
