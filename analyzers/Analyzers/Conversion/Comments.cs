using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>What somebody wrote between the code for those who read it, other than documentation.</summary>
internal static class Comments
{
    public static bool IsOne(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
}
