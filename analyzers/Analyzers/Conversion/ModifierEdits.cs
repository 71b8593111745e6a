using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>Adds and removes modifiers and leaves comments and indentation where they are.</summary>
internal static class ModifierEdits
{
    /// <summary><c>partial</c> goes last: it must stand right before the keyword.</summary>
    public static SyntaxNode AddPartial(SyntaxNode node)
    {
        if (node is not TypeDeclarationSyntax type || type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return node;
        }

        SyntaxToken keyword = type.Keyword;
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (type.Modifiers.Count == 0)
        {
            partial = partial.WithLeadingTrivia(keyword.LeadingTrivia);
            type = (TypeDeclarationSyntax)type.ReplaceToken(keyword, keyword.WithLeadingTrivia());
        }

        return type.WithModifiers(type.Modifiers.Add(partial));
    }

    public static T Remove<T>(T member, params SyntaxKind[] kinds)
        where T : MemberDeclarationSyntax
    {
        SyntaxTriviaList leading = member.GetLeadingTrivia();
        bool first = member.AttributeLists.Count == 0;
        SyntaxToken[] kept = member.Modifiers.Where(modifier => !kinds.Contains(modifier.Kind())).ToArray();
        var changed = (T)member.WithModifiers(SyntaxFactory.TokenList(kept));

        return first ? changed.WithLeadingTrivia(leading) : changed;
    }
}
