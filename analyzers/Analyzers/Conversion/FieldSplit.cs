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
        SyntaxTriviaList indentation = SyntaxFactory.TriviaList(
            field.GetLeadingTrivia().Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        SyntaxTriviaList end = SyntaxFactory.TriviaList(
            field.GetTrailingTrivia().SkipWhile(static trivia => !trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
        VariableDeclaratorSyntax last = field.Declaration.Variables.Last();
        foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables)
        {
            FieldDeclarationSyntax part = field.WithDeclaration(field.Declaration.WithVariables(SyntaxFactory.SingletonSeparatedList(variable.WithoutTrivia())));
            part = variable == field.Declaration.Variables[0] ? part : part.WithLeadingTrivia(indentation);
            yield return variable == last ? part : part.WithTrailingTrivia(end);
        }
    }
}
