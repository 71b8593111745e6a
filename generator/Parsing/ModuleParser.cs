using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Model;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.SourceGeneration.Parsing;

/// <summary>Turns the class behind an attribute hit into its spec, null where it is not generated.</summary>
internal static class ModuleParser
{
    private static readonly SymbolDisplayFormat s_nameWithTypeParameters = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat s_namespace = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    public static ModuleSpec? ParseClass(GeneratorAttributeSyntaxContext hit, CancellationToken token) =>
        hit.TargetSymbol is INamedTypeSymbol type ? Parse(type, hit.SemanticModel.Compilation, token) : null;

    public static ModuleSpec? ParseMember(GeneratorAttributeSyntaxContext hit, CancellationToken token) =>
        hit.TargetSymbol.ContainingType is { } type
        && !ModuleClassifier.HasModuleAttribute(type)
        && SymbolEqualityComparer.Default.Equals(ModuleClassifier.FirstAttributedMember(type), hit.TargetSymbol)
            ? Parse(type, hit.SemanticModel.Compilation, token)
            : null;

    private static ModuleSpec? Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken token)
    {
        if (TorchSymbols.TryCreate(compilation) is not { } torch || DeclarationValidator.Validate(type, torch).Any())
        {
            return null;
        }

        token.ThrowIfCancellationRequested();

        return new ModuleSpec
        {
            HintName = HintName(type),
            Namespace = type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString(s_namespace),
            ContainingTypes = ContainingTypes(type).ToEquatableArray(),
            Name = type.ToDisplayString(s_nameWithTypeParameters),
            FullName = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            IsSealed = type.IsSealed,
            Base = ModuleClassifier.BaseKindOf(type, torch),
            Members = MemberClassifier.RegisteredMembers(type, torch).Select(state => MemberParser.Parse(state, torch)).ToEquatableArray(),
            Unregistered = UnregisteredFields(type, torch).ToEquatableArray(),
        };
    }

    /// <summary>
    /// State that the declaration leaves out but TorchSharp's reflection would take in where a hand-written class stands
    /// above or below: <c>[NotRegistered]</c> members and tensors without an attribute.
    /// </summary>
    private static IEnumerable<string> UnregisteredFields(INamedTypeSymbol type, TorchSymbols torch) =>
        MemberClassifier.Candidates(type)
            .Where(member => MemberClassifier.HoldsValue(member)
                && MemberClassifier.Classify(member, torch) is null
                && MemberClassifier.TypeOf(member) is { } memberType
                && (StateTypes.KindOf(memberType, torch) is not null || memberType.SpecialType == SpecialType.System_Object))
            .Select(member => MemberClassifier.ComponentNameOf(member, torch)
                ?? (member is IPropertySymbol property ? MemberClassifier.BackingField(property)?.Name : member.Name)
                ?? member.Name);

    private static Stack<string> ContainingTypes(INamedTypeSymbol type)
    {
        var chain = new Stack<string>();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            chain.Push($"partial {Keyword(outer)} {outer.ToDisplayString(s_nameWithTypeParameters)}");
        }

        return chain;
    }

    private static string Keyword(INamedTypeSymbol type) =>
        type switch
        {
            { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };

    private static string HintName(INamedTypeSymbol type)
    {
        var name = new StringBuilder();
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            name.Insert(0, current.Arity > 0 ? $"{current.Name}-{current.Arity}" : current.Name);
            if (current.ContainingType is not null)
            {
                name.Insert(0, '.');
            }
        }

        string prefix = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString() + ".";
        return prefix + name + GeneratedFile.Suffix;
    }
}
