using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.SourceGeneration.Model;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.SourceGeneration.Parsing;

/// <summary>What the implementing part of a partial property repeats of its declaration, word for word.</summary>
internal static class PartialPropertyParser
{
    private static readonly SymbolDisplayFormat s_typeWithNullability = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Null where <paramref name="member"/> is no partial property, or one whose implementing part is hand-written.</summary>
    public static PartialPropertySpec? Parse(ISymbol member)
    {
        if (member is not IPropertySymbol property || !MemberClassifier.IsLeftToGenerator(property))
        {
            return null;
        }

        var declaration = (PropertyDeclarationSyntax)property.DeclaringSyntaxReferences[0].GetSyntax();

        return new PartialPropertySpec(
            Modifiers(declaration.Modifiers) + "partial",
            property.Type.ToDisplayString(s_typeWithNullability),
            Identifiers.Escape(property.Name),
            Accessor(declaration, SyntaxKind.GetAccessorDeclaration),
            Accessor(declaration, SyntaxKind.SetAccessorDeclaration),
            Identifiers.BackingField(property));
    }

    /// <summary>An implicit <c>private</c> is not an explicit one, so the symbol's accessibility would not do.</summary>
    private static string Accessor(PropertyDeclarationSyntax declaration, SyntaxKind kind)
    {
        AccessorDeclarationSyntax accessor = declaration.AccessorList!.Accessors.First(accessor => accessor.IsKind(kind));
        return Modifiers(accessor.Modifiers) + accessor.Keyword.ValueText;
    }

    /// <summary>Token by token: between them stand the comments of the declaration.</summary>
    private static string Modifiers(SyntaxTokenList modifiers) =>
        string.Concat(modifiers.Where(static token => !token.IsKind(SyntaxKind.PartialKeyword)).Select(static token => token.ValueText + " "));
}
