using System.Linq;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>What a declared type can hold: the type half of the classification of a member.</summary>
internal static class StateTypes
{
    /// <summary>
    /// The kind that <paramref name="type"/> has by itself, null for a type that holds no state. A plain <c>Tensor</c> is
    /// given as a buffer: whether it is one is for the attribute to say.
    /// </summary>
    public static StateKind? KindOf(ITypeSymbol type, TorchSymbols torch)
    {
        if (torch.IsParameter(type))
        {
            return StateKind.Parameter;
        }

        if (torch.IsTensor(type))
        {
            return StateKind.Buffer;
        }

        return torch.IsModule(type) || torch.IsModuleInterface(type) ? StateKind.Submodule : null;
    }

    /// <summary>Like <see cref="KindOf"/>, and through the collections that an attribute may stand on, which may be nested.</summary>
    public static StateType? Describe(ITypeSymbol type, TorchSymbols torch)
    {
        int depth = 0;
        while (true)
        {
            if (KindOf(type, torch) is { } kind)
            {
                return new StateType(kind, depth);
            }

            if (ElementOf(type) is not { } element)
            {
                return null;
            }

            type = element;
            depth++;
        }
    }

    /// <summary>The types that an attribute fits, in words.</summary>
    public static string Fitting(StateKind kind) =>
        (kind switch
        {
            StateKind.Buffer => "a buffer is a torch.Tensor",
            StateKind.Parameter => "a parameter is a TorchSharp.Modules.Parameter",
            _ => "a submodule derives from torch.nn.Module",
        })
        + ", or stands in arrays, lists (List, IReadOnlyList) or dictionaries (Dictionary with string, integer or enum keys)";

    /// <summary>A type that the compiler does not know has its own error.</summary>
    public static bool IsUnknown(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol array => IsUnknown(array.ElementType),
            INamedTypeSymbol named => named.TypeKind == TypeKind.Error || named.TypeArguments.Any(IsUnknown),
            _ => false,
        };

    private static ITypeSymbol? ElementOf(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
            INamedTypeSymbol { Name: "List" or "IReadOnlyList", TypeArguments: [var element] } list
                when IsGenericCollection(list) => element,
            INamedTypeSymbol { Name: "Dictionary", TypeArguments: [var key, var element] } map
                when IsGenericCollection(map) && IsKey(key) => element,
            _ => null,
        };

    private static bool IsKey(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum
        || type.SpecialType is SpecialType.System_String or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64);

    private static bool IsGenericCollection(INamedTypeSymbol type) =>
        type.ContainingNamespace is
        {
            Name: "Generic",
            ContainingNamespace: { Name: "Collections",
                ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
        };
}
