using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Parsing;

/// <summary>How the part of a type begins: only what every part has to repeat.</summary>
internal static class TypeHeader
{
    /// <summary>As <c>partial class Block&lt;TNorm&gt;</c>.</summary>
    public static string Of(INamedTypeSymbol type) => $"partial {Keyword(type)} {Name(type)}";

    /// <summary>The containing types, outermost first, as <c>partial class Outer&lt;T&gt;</c>.</summary>
    public static Stack<string> Containing(INamedTypeSymbol type)
    {
        var chain = new Stack<string>();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            chain.Push(Of(outer));
        }

        return chain;
    }

    private static string Name(INamedTypeSymbol type) =>
        Identifiers.EscapeType(type.Name)
        + (type.Arity == 0
            ? ""
            : $"<{string.Join(", ", type.TypeParameters.Select(static parameter => Identifiers.EscapeType(parameter.Name)))}>");

    private static string Keyword(INamedTypeSymbol type) =>
        type switch
        {
            { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
}
