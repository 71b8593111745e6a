using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary><c>using TorchSharp.Generators;</c>, beside the other directives of a file.</summary>
internal static class AddedUsing
{
    public static CompilationUnitSyntax In(CompilationUnitSyntax unit)
    {
        if (unit.DescendantNodes()
            .OfType<UsingDirectiveSyntax>()
            .Any(static directive => directive.Name?.ToString() == WellKnownNames.RuntimeNamespace))
        {
            return unit;
        }

        SyntaxTrivia end = StateAttributeEdits.EndOfLine(unit);
        UsingDirectiveSyntax added = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(WellKnownNames.RuntimeNamespace))
            .WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space))
            .WithTrailingTrivia(end);
        return unit switch
        {
            { Usings.Count: > 0 } => unit.WithUsings(Among(unit, unit.Usings, unit.Members, added)),
            { Members: [BaseNamespaceDeclarationSyntax { Usings.Count: > 0 } scope] } =>
                unit.ReplaceNode(scope, scope.WithUsings(Among(unit, scope.Usings, scope.Members, added))),
            _ => unit.WithLeadingTrivia()
                .WithUsings(unit.Usings.Add(added.WithLeadingTrivia(unit.GetLeadingTrivia()).WithTrailingTrivia(end, end))),
        };
    }

    /// <summary>Of two groups that it parts, it belongs to the one with TorchSharp's.</summary>
    private static SyntaxList<UsingDirectiveSyntax> Among(
        CompilationUnitSyntax unit,
        SyntaxList<UsingDirectiveSyntax> usings,
        SyntaxList<MemberDeclarationSyntax> members,
        UsingDirectiveSyntax added)
    {
        UsingDirectiveSyntax? before = UsingPlace.Of(unit, usings, members);
        int place = before is null ? 0 : usings.IndexOf(before) + 1;
        UsingDirectiveSyntax? next = place < usings.Count ? usings[place] : null;
        if (before is not null
            && (next is null || UsingPlace.IsOfTorchSharp(before) || !UsingPlace.IsOfTorchSharp(next) || !IsGap(next.GetLeadingTrivia())))
        {
            return usings.Insert(place, added.WithLeadingTrivia(Indentation.Of(before.GetLeadingTrivia())));
        }

        (SyntaxTriviaList above, SyntaxTriviaList rest) = UsingPlace.Header(next!);
        return usings.Replace(next!, next!.WithLeadingTrivia(rest.Count > 0 ? rest : Indentation.Of(next!.GetLeadingTrivia())))
            .Insert(place, added.WithLeadingTrivia(above));
    }

    private static bool IsGap(SyntaxTriviaList trivia) =>
        trivia.Any(SyntaxKind.EndOfLineTrivia)
        && trivia.All(static item => item.IsKind(SyntaxKind.WhitespaceTrivia) || item.IsKind(SyntaxKind.EndOfLineTrivia));
}
