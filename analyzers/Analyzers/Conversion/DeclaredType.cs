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

    /// <summary><c>Tensor</c>, <c>torch.Tensor</c> or <c>TorchSharp.torch.Tensor</c>, as the type can be named at a place.</summary>
    public static string NameAt(INamedTypeSymbol type, SemanticModel model, int position) =>
        model.LookupNamespacesAndTypes(position, name: type.Name) is [var found]
        && SymbolEqualityComparer.Default.Equals(found is IAliasSymbol alias ? alias.Target : found, type)
            ? type.Name
        : type.ContainingType is { } outer ? $"{NameAt(outer, model, position)}.{type.Name}"
        : Rooted(type.ToDisplayString(), model, position);

    /// <summary>A full name, from <c>global::</c> on where a <c>TorchSharp</c> of somebody's own would take its first part.</summary>
    public static string Rooted(string name, SemanticModel model, int position) =>
        model.LookupNamespacesAndTypes(position, name: name.Split('.')[0])
            is [INamespaceSymbol { ContainingNamespace.IsGlobalNamespace: true }]
            ? name
            : $"global::{name}";

    private static TypeSyntax Replace(TypeSyntax type, string name) =>
        type is NullableTypeSyntax nullable
            ? nullable.WithElementType(Replace(nullable.ElementType, name))
            : SyntaxFactory.ParseTypeName(name).WithTriviaFrom(type);
}
