using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>
/// PyTorch's pairs: <c>clamp</c> returns a tensor and leaves its own alone, <c>clamp_</c> writes into it. They are read off
/// TorchSharp's symbols, so that a version with more of them needs no list here.
/// </summary>
internal static class InPlaceTwin
{
    private static readonly ConditionalWeakTable<IAssemblySymbol, ImmutableHashSet<string>> s_names = new();

    /// <summary>All names that may have one, for a look at syntax before anything is bound. An assembly is read once.</summary>
    public static ImmutableHashSet<string> NamesIn(TorchSymbols torch) =>
        s_names.GetValue(torch.Module.ContainingAssembly, assembly =>
        [
            .. Types(assembly.GlobalNamespace)
                .SelectMany(static type => type.MemberNames)
                .Where(static name => name.Length > 1 && name.EndsWith("_", StringComparison.Ordinal))
                .Select(static name => name.Substring(0, name.Length - 1)),
        ]);

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
        container.GetTypeMembers().SelectMany(static type => Types(type).Prepend(type))
            .Concat(container is INamespaceSymbol parent ? parent.GetNamespaceMembers().SelectMany(Types) : []);

    /// <summary>The method that does the same in place: one with the same parameters whose name ends in an underscore.</summary>
    public static IMethodSymbol? Of(IMethodSymbol method, TorchSymbols torch)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        return torch.IsTensorLike(definition.ReturnType)
            && torch.IsStock(definition.ContainingType)
            && (torch.IsTensorLike(definition.ContainingType)
                || (TorchFunction.Is(definition, torch) && TakesTensorFirst(definition, torch)))
            && definition.IsStatic == !torch.IsTensorLike(definition.ContainingType)
                ? definition.ContainingType
                    .GetMembers(definition.Name + "_")
                    .OfType<IMethodSymbol>()
                    .FirstOrDefault(twin => IsTwin(definition, twin, torch))
                : null;
    }

    private static bool IsTwin(IMethodSymbol method, IMethodSymbol twin, TorchSymbols torch) =>
        twin.DeclaredAccessibility == Accessibility.Public
        && twin.IsStatic == method.IsStatic
        && torch.IsTensorLike(twin.ReturnType)
        && twin.Parameters.Select(static parameter => parameter.Type)
            .SequenceEqual(method.Parameters.Select(static parameter => parameter.Type), SymbolEqualityComparer.Default);

    private static bool TakesTensorFirst(IMethodSymbol method, TorchSymbols torch) =>
        method.Parameters is [{ Type: var first }, ..] && torch.IsTensorLike(first);
}
