using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>A module whose transfer is TorchSharp's own: by reflection, over the names in its registry.</summary>
internal static class HandWrittenModule
{
    /// <summary>
    /// A class over <c>nn.Module</c> or <c>nn.Module&lt;...&gt;</c> in which no class of the chain is generated or overrides
    /// the transfer. A stock layer as a base has a transfer of its own.
    /// </summary>
    public static bool MovesByReflection(INamedTypeSymbol type, TorchSymbols torch) =>
        type.TypeKind == TypeKind.Class
        && torch.IsModule(type)
        && !torch.IsStock(type)
        && ModuleClassifier.BaseKindOf(type, torch) != BaseKind.Generated
        && Chain(type).All(ancestor => torch.IsStock(ancestor)
            ? ancestor.ContainingType is { Name: "nn" }
            : !ModuleClassifier.IsDeclared(ancestor) && !OverridesTransfer(ancestor));

    /// <summary>The class and its bases, up to and including <c>nn.Module</c>.</summary>
    public static IEnumerable<INamedTypeSymbol> Chain(INamedTypeSymbol type) =>
        ModuleClassifier.Ancestors(type).Prepend(type).Where(static ancestor => ancestor.SpecialType != SpecialType.System_Object);

    private static bool OverridesTransfer(INamedTypeSymbol type) =>
        type.GetMembers().Any(static member => member is IMethodSymbol && (ModuleApi.Transferring.Names.Contains(member.Name) || ModuleApi.Moving.Names.Contains(member.Name)));
}
