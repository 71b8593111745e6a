using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.SourceGeneration.Model;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.SourceGeneration.Parsing;

/// <summary>Turns a classified member into its spec.</summary>
internal static class MemberParser
{
    private static readonly SymbolDisplayFormat s_typeWithNullability = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static MemberSpec Parse(StateMember state, TorchSymbols torch) =>
        new()
        {
            Name = Escape(state.Symbol.Name),
            Key = state.Key,
            Kind = state.Kind,
            Shape = state.Shape,
            Access = AccessOf(state),
            IsNullable = state.Type.NullableAnnotation == NullableAnnotation.Annotated,
            IsInterface = state.Shape == StateShape.Single && torch.IsModuleInterface(state.Type),
            Persistent = state.Persistent,
            KeepDtype = state.KeepDtype,
            Recipe = state.Recipe is { } recipe && RecipeResolver.Resolve(state, recipe, torch) is { } method
                ? new RecipeSpec(Escape(method.Name), RecipeResolver.TakesDevice(method))
                : null,
            Aliases = state.Aliases.ToEquatableArray(),
            PartialProperty = state.Symbol is IPropertySymbol { IsPartialDefinition: true } property ? ParsePartial(property) : null,
        };

    private static MemberAccess AccessOf(StateMember state) =>
        state.Kind == StateKind.Submodule || state.Shape != StateShape.Single
            ? MemberAccess.Value
            : state.Symbol is IFieldSymbol { IsVolatile: false } or IPropertySymbol { IsPartialDefinition: true } ? MemberAccess.Field : MemberAccess.Property;

    private static PartialPropertySpec ParsePartial(IPropertySymbol property)
    {
        var declaration = (PropertyDeclarationSyntax)property.DeclaringSyntaxReferences[0].GetSyntax();

        return new PartialPropertySpec(
            declaration.Modifiers.ToString(),
            property.Type.ToDisplayString(s_typeWithNullability),
            Accessor(declaration, SyntaxKind.GetAccessorDeclaration),
            Accessor(declaration, SyntaxKind.SetAccessorDeclaration),
            "__" + property.Name);
    }

    /// <summary>Both parts must have the same modifiers, word for word: an implicit <c>private</c> is not an explicit one.</summary>
    private static string Accessor(PropertyDeclarationSyntax declaration, SyntaxKind kind)
    {
        AccessorDeclarationSyntax accessor = declaration.AccessorList!.Accessors.First(accessor => accessor.IsKind(kind));
        return accessor.Modifiers.Count > 0 ? $"{accessor.Modifiers} {accessor.Keyword.ValueText}" : accessor.Keyword.ValueText;
    }

    private static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
