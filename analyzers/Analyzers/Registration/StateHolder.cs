using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>A type that is no tensor or module itself, but has some inside.</summary>
/// <param name="Words">How a message calls it: <c>a List&lt;Linear&gt;</c>.</param>
/// <param name="Holds">What is inside; modules, where any object may be.</param>
/// <param name="Element">The type of one of them.</param>
internal sealed record StateHolder(string Words, StateKind Holds, ITypeSymbol Element)
{
    private const int MaxDepth = 3;

    public static StateHolder? Describe(ITypeSymbol type, TorchSymbols torch) =>
        StateTypes.KindOf(type, torch) is null && !ReflectedMembers.IsGeneral(type) && Inside(type, torch, MaxDepth) is var (kind, element)
            ? new StateHolder(Phrase(type), kind, element)
            : null;

    private static string Phrase(ITypeSymbol type)
    {
        string name = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)
            .ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        return type switch
        {
            INamedTypeSymbol { IsTupleType: true } => $"the tuple {name}",
            { TypeKind: TypeKind.Struct } => $"the struct {name}",
            _ => $"{(name.Length > 0 && "AEIOU".Contains(name[0]) ? "an" : "a")} {name}",
        };
    }

    private static (StateKind Kind, ITypeSymbol Element)? Inside(ITypeSymbol type, TorchSymbols torch, int depth)
    {
        if (StateTypes.KindOf(type, torch) is { } kind)
        {
            return (kind, type);
        }

        return type switch
        {
            _ when depth == 0 => null,
            _ when ReflectedMembers.IsGeneral(type) => (StateKind.Submodule, type),
            IArrayTypeSymbol array => Inside(array.ElementType, torch, depth - 1),
            INamedTypeSymbol { IsTupleType: true } tuple =>
                Strongest(tuple.TupleElements.Select(element => Inside(element.Type, torch, depth - 1))),
            INamedTypeSymbol { IsGenericType: true } generic
                when IsHolder(generic) => Strongest(generic.TypeArguments.Select(argument => Inside(argument, torch, depth - 1))),
            INamedTypeSymbol { TypeKind: TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: false } value =>
                Strongest(value.GetMembers()
                    .OfType<IFieldSymbol>()
                    .Where(static field => !field.IsStatic)
                    .Select(field => Inside(field.Type, torch, depth - 1))),
            _ => null,
        };
    }

    /// <summary>A module inside decides before a tensor: it is never a passing value.</summary>
    private static (StateKind Kind, ITypeSymbol Element)? Strongest(IEnumerable<(StateKind Kind, ITypeSymbol Element)?> kinds) =>
        kinds.OrderBy(static found => found?.Kind switch
        {
            StateKind.Submodule => 0,
            StateKind.Parameter => 1,
            StateKind.Buffer => 2,
            _ => 3
        }).FirstOrDefault();

    private static bool IsHolder(INamedTypeSymbol type) =>
        type.Name is "Lazy" or "Tuple"
        || (type.ContainingNamespace?.ToDisplayString() is { } place && place.StartsWith("System.Collections", StringComparison.Ordinal));
}
