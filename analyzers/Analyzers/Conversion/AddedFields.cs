using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>Puts new fields behind the last one of a class, or first where it has none.</summary>
internal static class AddedFields
{
    public static TypeDeclarationSyntax Insert(TypeDeclarationSyntax type, ImmutableArray<AddedField> fields, SyntaxTrivia endOfLine)
    {
        if (fields.IsEmpty)
        {
            return type;
        }

        SyntaxTriviaList indentation = Indentation.Of(type.Members.FirstOrDefault()?.GetLeadingTrivia() ?? default);
        List<MemberDeclarationSyntax> added = fields
            .Select(field =>
                SyntaxFactory.ParseMemberDeclaration(field.Declaration)!.WithLeadingTrivia(indentation).WithTrailingTrivia(endOfLine))
            .ToList();
        int place = BehindTheFields(type.Members);
        if (place == 0 && type.Members.Count > 0)
        {
            added[added.Count - 1] = added[added.Count - 1].WithTrailingTrivia(endOfLine, endOfLine);
        }

        return type.WithMembers(type.Members.InsertRange(place, added));
    }

    /// <summary>Behind the last field that is there whatever is defined.</summary>
    private static int BehindTheFields(SyntaxList<MemberDeclarationSyntax> members)
    {
        int place = 0;
        int conditions = 0;
        for (int i = 0; i < members.Count; i++)
        {
            SyntaxTriviaList leading = members[i].GetLeadingTrivia();
            conditions += leading.Count(static trivia => trivia.IsKind(SyntaxKind.IfDirectiveTrivia))
                - leading.Count(static trivia => trivia.IsKind(SyntaxKind.EndIfDirectiveTrivia));
            place = members[i] is FieldDeclarationSyntax && conditions == 0 ? i + 1 : place;
        }

        return place;
    }
}
