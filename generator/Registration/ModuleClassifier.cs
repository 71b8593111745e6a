using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>What a module's base class gives to the class that is generated over it.</summary>
internal enum BaseKind
{
    /// <summary><c>torch.nn.Module</c> or one of its generic forms: nothing to inherit.</summary>
    Torch,

    /// <summary>A class whose members TorchSharp registers by reflection.</summary>
    HandWritten,

    /// <summary>A generated class, here or in a referenced assembly.</summary>
    Generated,
}

/// <summary>Which classes are generated.</summary>
internal static class ModuleClassifier
{
    /// <summary><c>[Module]</c>, or a member with a state attribute.</summary>
    public static bool IsDeclared(INamedTypeSymbol type) =>
        HasModuleAttribute(type) || FirstAttributedMember(type) is not null;

    public static bool HasModuleAttribute(INamedTypeSymbol type) => ModuleAttributeOf(type) is not null;

    public static AttributeData? ModuleAttributeOf(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(static data =>
            data.AttributeClass is { Name: "ModuleAttribute" } attribute && StateAttribute.IsOurs(attribute));

    /// <summary>The member for which a class without <c>[Module]</c> is generated, so that it is generated once.</summary>
    public static ISymbol? FirstAttributedMember(INamedTypeSymbol type) =>
        MemberClassifier.Candidates(type).FirstOrDefault(StateAttribute.IsAny);

    /// <summary>Whether the generator writes code for <paramref name="type"/>, or did when it was compiled.</summary>
    public static bool IsGenerated(INamedTypeSymbol type, TorchSymbols torch) =>
        (type.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty
            ? IsCompiledAsGenerated(type.OriginalDefinition, torch)
            : IsDeclared(type.OriginalDefinition))
        && ModuleDeclaration.Of(type, torch).IsGenerated;

    /// <summary>
    /// Whether the class, and each type and namespace around it, has been given a name yet. What is typed before its class
    /// stands in one that the compiler calls <c>&lt;invalid-global-code&gt;</c>.
    /// </summary>
    public static bool IsNamed(INamedTypeSymbol type)
    {
        for (ISymbol? current = type;
             current is not (null or INamespaceSymbol { IsGlobalNamespace: true });
             current = current.ContainingSymbol)
        {
            if (current is INamespaceOrTypeSymbol && !(current.CanBeReferencedByName && HasNamedParameters(current as INamedTypeSymbol)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasNamedParameters(INamedTypeSymbol? type) =>
        type is not { Arity: > 0 }
        || new HashSet<string>(type.TypeParameters.Select(static parameter => parameter.Name)) is var names
            && names.Count == type.Arity
            && !names.Contains("");

    public static BaseKind BaseKindOf(INamedTypeSymbol type, TorchSymbols torch)
    {
        bool handWritten = false;
        foreach (INamedTypeSymbol ancestor in Ancestors(type))
        {
            if (torch.IsStock(ancestor))
            {
                return handWritten || !IsPlainModule(ancestor) ? BaseKind.HandWritten : BaseKind.Torch;
            }

            if (IsGenerated(ancestor, torch))
            {
                return BaseKind.Generated;
            }

            handWritten = true;
        }

        return BaseKind.HandWritten;
    }

    public static IEnumerable<INamedTypeSymbol> Ancestors(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }

    /// <summary><c>Module</c>, <c>HookableModule</c> and <c>Module&lt;...&gt;</c>, as against <c>Linear</c> or <c>Sequential</c>.</summary>
    public static bool IsPlainModule(INamedTypeSymbol type) => type.ContainingType is { Name: "nn" };

    /// <summary>
    /// The interface of a compiled class says that it or an ancestor is generated; the class itself is where it names the
    /// interface or overrides the visit.
    /// </summary>
    public static bool IsCompiledAsGenerated(INamedTypeSymbol type, TorchSymbols torch) =>
        torch.StatefulModule is { } stateful
        && type.AllInterfaces.Contains(stateful, SymbolEqualityComparer.Default)
        && (type.Interfaces.Contains(stateful, SymbolEqualityComparer.Default) || type.GetMembers(GeneratedNames.VisitState).Length > 0);
}
