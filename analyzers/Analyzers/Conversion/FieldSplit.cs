using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary><c>Tensor mask, cache;</c> as two declarations, since an attribute before it would be one of both.</summary>
internal static class FieldSplit
{
    public static IEnumerable<MemberDeclarationSyntax> Of(FieldDeclarationSyntax field)
    {
        SyntaxTriviaList indentation = Indentation.Of(field.GetLeadingTrivia());
        SyntaxTriviaList end = SyntaxFactory.TriviaList(
            field.GetTrailingTrivia().SkipWhile(static trivia => !trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
        SeparatedSyntaxList<VariableDeclaratorSyntax> variables = field.Declaration.Variables;
        for (int i = 0; i < variables.Count; i++)
        {
            FieldDeclarationSyntax part =
                field.WithDeclaration(field.Declaration.WithVariables(SyntaxFactory.SingletonSeparatedList(variables[i].WithoutTrivia())));
            if (i > 0)
            {
                IEnumerable<SyntaxTrivia> above =
                    variables[i].GetLeadingTrivia().Where(Comments.IsOne).SelectMany(comment => indentation.Add(comment).AddRange(end));
                part = part.WithLeadingTrivia(above.Concat(indentation));
            }

            IEnumerable<SyntaxTrivia> behind = Behind(variables, i);
            yield return part.WithTrailingTrivia(behind.Concat(i == variables.Count - 1 ? field.GetTrailingTrivia() : end));
        }
    }

    /// <summary>What is said about a variable on its line, before the comma and after it.</summary>
    private static IEnumerable<SyntaxTrivia> Behind(SeparatedSyntaxList<VariableDeclaratorSyntax> variables, int index)
    {
        SyntaxTriviaList after = index < variables.SeparatorCount ? variables.GetSeparator(index).TrailingTrivia : default;
        return variables[index].GetTrailingTrivia().AddRange(after).Where(Comments.IsOne).SelectMany(
            static comment => new[] { SyntaxFactory.Space, comment });
    }
}
