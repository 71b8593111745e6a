using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>The members that TorchSharp's reflection looks at.</summary>
internal static class ReflectedMembers
{
    /// <summary>
    /// Instance members of the class itself that hold a tensor or a module, or may: reflection goes by the run-time type of
    /// the value, behind <c>object</c> and <c>dynamic</c> too.
    /// </summary>
    public static IEnumerable<ISymbol> Of(INamedTypeSymbol type, TorchSymbols torch) =>
        MemberClassifier.Candidates(type)
            .Where(member => MemberClassifier.HoldsValue(member)
                && MemberClassifier.TypeOf(member) is { } memberType
                && (StateTypes.KindOf(memberType, torch) is not null || IsGeneral(memberType))
                && StateAttribute.Of(member).All(static attribute => attribute.Kind != StateAttributeKind.NotRegistered));

    /// <summary>The same over all bases up to TorchSharp's own.</summary>
    public static IEnumerable<ISymbol> OfChain(INamedTypeSymbol type, TorchSymbols torch) =>
        ModuleClassifier.Ancestors(type).Prepend(type)
            .TakeWhile(current => !torch.IsStock(current))
            .SelectMany(current => Of(current.OriginalDefinition, torch));

    /// <summary>A type that says nothing about the value.</summary>
    public static bool IsGeneral(ITypeSymbol type) => type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Dynamic;

    /// <summary>The key that reflection gives: a property is only known by the field that the compiler makes for it.</summary>
    public static string KeyOf(ISymbol member, TorchSymbols torch) =>
        MemberClassifier.ComponentNameOf(member, torch)
        ?? (member is IPropertySymbol property ? MemberClassifier.BackingField(property)?.Name ?? property.Name : member.Name);
}
