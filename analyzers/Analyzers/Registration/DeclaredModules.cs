using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>What a compilation declares itself, nested types included.</summary>
internal static class DeclaredModules
{
    /// <summary>All module classes.</summary>
    public static ImmutableArray<INamedTypeSymbol> Of(Compilation compilation, TorchSymbols torch) =>
        Types(compilation).Where(type => type.TypeKind == TypeKind.Class && torch.IsModule(type)).ToImmutableArray();

    /// <summary>All types, those too whose base class is being typed and may become a module.</summary>
    public static IEnumerable<INamedTypeSymbol> Types(Compilation compilation) => In(compilation.Assembly.GlobalNamespace);

    /// <summary>
    /// A class that somebody meant to declare: <c>[field: Buffer]</c> on an auto-property lands where the generator does
    /// not get to see it, so that no class is generated for it, and that must be said.
    /// </summary>
    public static bool IsMeant(INamedTypeSymbol type) =>
        ModuleClassifier.IsDeclared(type)
        || type.GetMembers().Any(static member => member is IFieldSymbol { IsImplicitlyDeclared: true } && StateAttribute.IsAny(member));

    private static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container) =>
        container.GetMembers()
            .OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => member is INamedTypeSymbol type ? In(type).Prepend(type) : In(member));
}
