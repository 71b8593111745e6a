using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Model;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.SourceGeneration.Parsing;

/// <summary>Turns the class behind an attribute hit into its spec, null where it is not generated.</summary>
internal static class ModuleParser
{
    private static readonly SymbolDisplayFormat s_namespace = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    public static ModuleSpec? ParseClass(GeneratorAttributeSyntaxContext hit, CancellationToken token) =>
        hit.TargetSymbol is INamedTypeSymbol type && HasFirst(hit.TargetNode, ModuleClassifier.ModuleAttributeOf(type))
            ? Parse(type, hit.SemanticModel.Compilation, token)
            : null;

    public static ModuleSpec? ParseMember(GeneratorAttributeSyntaxContext hit, CancellationToken token) =>
        hit.TargetSymbol.ContainingType is { } type
        && !ModuleClassifier.HasModuleAttribute(type)
        && SymbolEqualityComparer.Default.Equals(ModuleClassifier.FirstAttributedMember(type), hit.TargetSymbol)
        && IsFirst(hit, StateAttribute.Of(hit.TargetSymbol)[0].Data)
            ? Parse(type, hit.SemanticModel.Compilation, token)
            : null;

    /// <summary>
    /// Whether a part of a class is the one for which it is generated. Code that does not compile yet may repeat an attribute,
    /// and a second file of the same name would be an exception that leaves all classes without code.
    /// </summary>
    private static bool HasFirst(SyntaxNode part, AttributeData? first) =>
        first?.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == part.SyntaxTree && part.Span.Contains(reference.Span);

    /// <inheritdoc cref="HasFirst"/>
    private static bool IsFirst(GeneratorAttributeSyntaxContext hit, AttributeData? first) =>
        first?.ApplicationSyntaxReference is { } reference
        && hit.Attributes.Any(
            data => data.ApplicationSyntaxReference is { } own && own.SyntaxTree == reference.SyntaxTree && own.Span == reference.Span);

    private static ModuleSpec? Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken token)
    {
        if (TorchSymbols.TryCreate(compilation) is not { } torch || !ModuleClassifier.IsNamed(type) || type.IsFileLocal)
        {
            return null;
        }

        var declaration = ModuleDeclaration.Of(type, torch);
        token.ThrowIfCancellationRequested();
        StateSpec? state = declaration.IsGenerated ? ParseState(declaration, torch) : null;
        var properties = PartialPropertyParser.Parse(declaration, torch).ToEquatableArray();

        return state is null && properties.Count == 0
            ? null
            : new ModuleSpec
            {
                HintName = Parsing.HintName.Of(type),
                Namespace = type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString(s_namespace),
                ContainingTypes = TypeHeader.Containing(type).ToEquatableArray(),
                Header = (properties.Any(static property => property.Type.Contains("*")) ? "unsafe " : "") + TypeHeader.Of(type),
                State = state,
                PartialProperties = properties,
            };
    }

    private static StateSpec ParseState(ModuleDeclaration declaration, TorchSymbols torch)
    {
        INamedTypeSymbol type = declaration.Type;
        return new StateSpec
        {
            FullName = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            IsSealed = type.IsSealed,
            Base = declaration.Base,
            PrintsTree = GeneratedNames.PrintsTree(type, torch),
            HidesSave = GeneratedNames.HidesSave(type, torch),
            Members = declaration.Members.Select(state => MemberParser.Parse(state, torch)).ToEquatableArray(),
        };
    }
}
