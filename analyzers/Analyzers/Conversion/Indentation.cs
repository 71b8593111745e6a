using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>The blanks that a member or a statement begins its line with.</summary>
internal static class Indentation
{
    /// <param name="leading">What stands before it.</param>
    public static SyntaxTriviaList Of(SyntaxTriviaList leading) =>
        SyntaxFactory.TriviaList(leading.Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));

    /// <param name="leading">What stands before it.</param>
    /// <returns>The lines in front of its own.</returns>
    public static SyntaxTriviaList Without(SyntaxTriviaList leading) =>
        SyntaxFactory.TriviaList(leading.Take(leading.Count - Of(leading).Count));
}
