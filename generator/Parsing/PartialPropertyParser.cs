using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.SourceGeneration.Model;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.SourceGeneration.Parsing;

/// <summary>
/// The partial properties that the generator implements: all that are declared, whatever is wrong with them or with their
/// class. Without an implementing part the compiler stops before any analyzer has said what is wrong (CS9248).
/// </summary>
internal static class PartialPropertyParser
{
    private static readonly SymbolDisplayFormat s_typeWithNullability = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat s_parameter = s_typeWithNullability
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeModifiers)
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    public static IEnumerable<PartialPropertySpec> Parse(ModuleDeclaration declaration, TorchSymbols torch) =>
        MemberClassifier.Candidates(declaration.Type)
            .OfType<IPropertySymbol>()
            .Where(property => IsDeclared(property, declaration, torch) && IsImplementable(property))
            .GroupBy(static property => property.MetadataName)
            .Select(same => Parse(same.First(), declaration, torch))
            .OfType<PartialPropertySpec>();

    private static bool IsDeclared(IPropertySymbol property, ModuleDeclaration declaration, TorchSymbols torch) =>
        MemberClassifier.IsLeftToGenerator(property)
        && (StateAttribute.IsAny(property) || IsState(property, declaration, torch));

    private static bool IsState(IPropertySymbol property, ModuleDeclaration declaration, TorchSymbols torch) =>
        declaration.StateOf(property) is not null || MemberClassifier.ShownByBase(property, torch) is not null;

    /// <summary>
    /// What the compiler refuses in both parts alike is better said once, and a type without a meaning cannot be written.
    /// </summary>
    private static bool IsImplementable(IPropertySymbol property) =>
        property is { IsAbstract: false, IsExtern: false, ExplicitInterfaceImplementations: [] }
        && MemberClassifier.SupportsPartialProperties(property)
        && !StateTypes.IsUnknown(property.Type)
        && !property.Parameters.Any(static parameter => StateTypes.IsUnknown(parameter.Type));

    private static PartialPropertySpec? Parse(IPropertySymbol property, ModuleDeclaration declaration, TorchSymbols torch)
    {
        if (property.DeclaringSyntaxReferences[0].GetSyntax() is not BasePropertyDeclarationSyntax syntax
            || syntax.AccessorList is not { Accessors: { Count: > 0 } accessors }
            || accessors.Any(static accessor => accessor.IsKind(SyntaxKind.UnknownAccessorDeclaration)))
        {
            return null;
        }

        return new PartialPropertySpec
        {
            Modifiers = Modifiers(syntax.Modifiers) + "partial",
            Type = RefKind(property) + property.Type.ToDisplayString(s_typeWithNullability),
            Name = property.IsIndexer
                ? $"this[{string.Join(", ", property.Parameters.Select(static parameter => parameter.ToDisplayString(s_parameter)))}]"
                : Keywords.Escape(property.Name),
            Getter = Accessor(accessors.FirstOrDefault(static accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration))),
            Setter = Accessor(accessors.FirstOrDefault(static accessor => !accessor.IsKind(SyntaxKind.GetAccessorDeclaration))),
            Field = declaration.IsGenerated
                ? new BackingFieldSpec(Identifiers.BackingField(property), FieldType(property.Type), property.IsStatic)
                : null,
            IsState = IsState(property, declaration, torch),
        };
    }

    private static string RefKind(IPropertySymbol property) =>
        property.RefKind switch
        {
            Microsoft.CodeAnalysis.RefKind.Ref => "ref ",
            Microsoft.CodeAnalysis.RefKind.RefReadOnly => "ref readonly ",
            _ => "",
        };

    private static string FieldType(ITypeSymbol type) =>
        (type.IsValueType ? type : type.WithNullableAnnotation(NullableAnnotation.Annotated)).ToDisplayString(s_typeWithNullability);

    /// <summary>An implicit <c>private</c> is not an explicit one, so the symbol's accessibility would not do.</summary>
    private static string? Accessor(AccessorDeclarationSyntax? accessor) =>
        accessor is null ? null : Modifiers(accessor.Modifiers) + accessor.Keyword.ValueText;

    /// <summary>Token by token: between them stand the comments of the declaration.</summary>
    private static string Modifiers(SyntaxTokenList modifiers) =>
        string.Concat(modifiers
            .Where(static token => !token.IsKind(SyntaxKind.PartialKeyword))
            .Select(static token => token.ValueText + " ")
            .Distinct());
}
