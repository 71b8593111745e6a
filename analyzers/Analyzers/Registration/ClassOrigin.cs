using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>Where a module class comes from: the one vocabulary for it.</summary>
internal enum ClassOrigin
{
    /// <summary>TorchSharp's, without weights: <c>Module</c> itself, <c>ReLU</c>, a container.</summary>
    StockPlain,

    /// <summary>TorchSharp's, with weights: <c>Linear</c>.</summary>
    StockWithWeights,

    /// <summary>Somebody's own: TorchSharp registers its members by reflection, or not at all.</summary>
    HandWritten,

    /// <summary>It has our attributes, and a mistake that keeps it from being generated.</summary>
    Declared,

    /// <summary>Its registration is generated.</summary>
    Generated,
}

/// <summary>Questions about the class of a module, here or in a referenced assembly.</summary>
internal static class ClassOrigins
{
    /// <summary>Null for a type that is no module class.</summary>
    public static ClassOrigin? Of(ITypeSymbol type, TorchSymbols torch) =>
        type is not INamedTypeSymbol { TypeKind: TypeKind.Class } named || !torch.IsModule(named) ? null
        : torch.IsStock(named) ? (Layers.HasWeights(named, torch) ? ClassOrigin.StockWithWeights : ClassOrigin.StockPlain)
        : ModuleClassifier.IsGenerated(named, torch) ? ClassOrigin.Generated
        : ModuleClassifier.IsDeclared(named) ? ClassOrigin.Declared
        : ClassOrigin.HandWritten;

    /// <summary>
    /// A hand-written class whose transfer is TorchSharp's own: by reflection, over the names in its registry. No class of the
    /// chain is generated or overrides the transfer, and none is a stock layer, which has a transfer of its own.
    /// </summary>
    public static bool MovesByReflection(INamedTypeSymbol type, TorchSymbols torch) =>
        Of(type, torch) == ClassOrigin.HandWritten
        && Chain(type).All(ancestor => torch.IsStock(ancestor)
            ? ancestor.ContainingType is { Name: "nn" }
            : Of(ancestor, torch) == ClassOrigin.HandWritten && !OverridesTransfer(ancestor));

    /// <summary>
    /// Whether TorchSharp's own transfer makes new parameters for modules of this class: it has parameters or stock layers of
    /// its own. A class known only as <c>Module</c> may be a generated one.
    /// </summary>
    public static bool ReplacesParameters(ITypeSymbol? type, TorchSymbols torch) =>
        type is INamedTypeSymbol module && Of(module, torch) switch
        {
            ClassOrigin.StockWithWeights => true,
            ClassOrigin.HandWritten => !module.DeclaringSyntaxReferences.IsEmpty
                && !IsOverGenerated(module, torch)
                && module.GetMembers().OfType<IFieldSymbol>().Any(field =>
                    !field.IsStatic && (torch.IsParameter(field.Type) || Layers.KindOf(field.Type, torch) == LayerKind.Weighted)),
            _ => false,
        };

    /// <summary>The class and its bases, up to and including <c>nn.Module</c>.</summary>
    public static IEnumerable<INamedTypeSymbol> Chain(INamedTypeSymbol type) =>
        ModuleClassifier.Ancestors(type).Prepend(type).Where(static ancestor => ancestor.SpecialType != SpecialType.System_Object);

    /// <summary>
    /// A type behind which any module may stand: <c>Module</c>, <c>Module&lt;Tensor, Tensor&gt;</c>, <c>IModule&lt;...&gt;</c>, an abstract
    /// class.
    /// </summary>
    public static bool IsGeneral(INamedTypeSymbol type, TorchSymbols torch) =>
        type.IsAbstract || type.TypeKind == TypeKind.Interface || (torch.IsStock(type) && type.ContainingType is { Name: "nn" });

    /// <summary>Whether a base of <paramref name="type"/> is generated.</summary>
    public static bool IsOverGenerated(INamedTypeSymbol type, TorchSymbols torch) =>
        ModuleClassifier.BaseKindOf(type, torch) == BaseKind.Generated;

    /// <summary>The stock class that a class is built on: <c>Module&lt;...&gt;</c> for most, <c>Sequential</c> for some.</summary>
    public static INamedTypeSymbol? StockBaseOf(INamedTypeSymbol type, TorchSymbols torch) =>
        ModuleClassifier.Ancestors(type).FirstOrDefault(torch.IsStock);

    /// <summary>
    /// A class over Sequential. It has a transfer of its own, which goes over the modules that it was given, and neither
    /// registers nor moves what a derived class holds.
    /// </summary>
    public static bool MovesGivenModulesOnly(INamedTypeSymbol type, TorchSymbols torch) =>
        ModuleClassifier.Ancestors(type)
            .TakeWhile(static ancestor => ancestor.ContainingType is not { Name: "nn" })
            .Any(ancestor => ancestor.Name == "Sequential" && torch.IsStock(ancestor));

    private static bool OverridesTransfer(INamedTypeSymbol type) =>
        type.GetMembers()
            .Any(static member => member is IMethodSymbol
                && (ModuleApi.Transferring.Names.Contains(member.Name) || ModuleApi.Moving.Names.Contains(member.Name)));
}
