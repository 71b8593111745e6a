using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>All module classes that a compilation declares, nested ones included.</summary>
internal static class DeclaredModules
{
    public static ImmutableArray<INamedTypeSymbol> Of(Compilation compilation, TorchSymbols torch) =>
        In(compilation.Assembly.GlobalNamespace).Where(type => type.TypeKind == TypeKind.Class && torch.IsModule(type)).ToImmutableArray();

    private static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? In(type).Prepend(type) : In(member));
}
