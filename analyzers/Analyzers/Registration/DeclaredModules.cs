using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>All module classes that a compilation declares, nested ones included. Looked for once, when they are asked for.</summary>
internal static class DeclaredModules
{
    private static readonly ConditionalWeakTable<Compilation, StrongBox<ImmutableArray<INamedTypeSymbol>>> s_modules = new();

    public static ImmutableArray<INamedTypeSymbol> Of(Compilation compilation, TorchSymbols torch) =>
        s_modules.GetValue(compilation, added => new StrongBox<ImmutableArray<INamedTypeSymbol>>(
            In(added.Assembly.GlobalNamespace).Where(type => type.TypeKind == TypeKind.Class && torch.IsModule(type)).ToImmutableArray())).Value;

    private static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? In(type).Prepend(type) : In(member));
}
