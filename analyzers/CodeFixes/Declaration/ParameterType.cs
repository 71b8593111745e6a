using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;
using TorchSharp.Generators.CodeFixes.Syntax;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Declaration;

/// <summary>Turns a <c>Tensor</c> member into a <c>Parameter</c>, its initial value too.</summary>
internal static class ParameterType
{
    public static void Apply(SyntaxEditor editor, DeclaredMember member, TorchSymbols torch)
    {
        (TypeSyntax? type, EqualsValueClauseSyntax? initializer) = member.Syntax switch
        {
            FieldDeclarationSyntax field => (field.Declaration.Type, field.Declaration.Variables[0].Initializer),
            PropertyDeclarationSyntax property => (property.Type, property.Initializer),
            _ => (null, null),
        };
        if (type is null)
        {
            return;
        }

        var parameter = (TypeSyntax)editor.Generator.TypeExpression(torch.Parameter).WithAdditionalAnnotations(Simplifier.Annotation);
        editor.ReplaceNode(type, (type is NullableTypeSyntax ? SyntaxFactory.NullableType(parameter) : parameter).WithTriviaFrom(type));

        if (initializer?.Value is { } value && !IsNull(value))
        {
            editor.ReplaceNode(value, (current, generator) => generator.InvocationExpression(
                generator.MemberAccessExpression(generator.TypeExpression(torch.Module.ContainingType), "Parameter")
                    .WithAdditionalAnnotations(Simplifier.Annotation),
                current.WithoutTrivia()));
        }
    }

    private static bool IsNull(ExpressionSyntax value) =>
        value.IsKind(SyntaxKind.NullLiteralExpression)
        || value.IsKind(SyntaxKind.DefaultLiteralExpression)
        || (value is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } forgiven
            && IsNull(forgiven.Operand));
}
