using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Flow;

/// <summary>A value without parentheses and without <c>!</c>, neither of which does anything.</summary>
internal static class BareExpression
{
    public static ExpressionSyntax Of(ExpressionSyntax value) =>
        value switch
        {
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } forgiven => Of(forgiven.Operand),
            ParenthesizedExpressionSyntax parenthesized => Of(parenthesized.Expression),
            _ => value,
        };
}
