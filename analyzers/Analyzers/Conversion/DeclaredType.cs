using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>The type that stands in a declaration.</summary>
internal static class DeclaredType
{
    /// <summary>
    /// <c>Tensor</c>, <c>torch.Tensor</c> or <c>Tensor?</c> gives way to <paramref name="name"/>, which may be null where it could be.
    /// </summary>
    public static MemberDeclarationSyntax Replace(MemberDeclarationSyntax member, string name) =>
        member switch
        {
            FieldDeclarationSyntax field => field.WithDeclaration(field.Declaration.WithType(Replace(field.Declaration.Type, name))),
            PropertyDeclarationSyntax property => property.WithType(Replace(property.Type, name)),
            _ => member,
        };

    private static TypeSyntax Replace(TypeSyntax type, string name) =>
        type is NullableTypeSyntax nullable
            ? nullable.WithElementType(Replace(nullable.ElementType, name))
            : SyntaxFactory.ParseTypeName(name).WithTriviaFrom(type);
}
