using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>How much of an expression a field stands for that takes the place of <c>get_buffer("mask")</c>.</summary>
internal static class BufferRead
{
    /// <param name="read">The call.</param>
    /// <param name="isThere">Whether the class registers the buffer in any case: then nothing has to be said for another.</param>
    public static ExpressionSyntax Of(ExpressionSyntax read, bool isThere) =>
        read.Parent switch
        {
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => Of(sure, isThere),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } choice
                when isThere && choice.Left == read => Of(choice, isThere),
            ParenthesizedExpressionSyntax together => Of(together, isThere),
            _ => read,
        };
}
