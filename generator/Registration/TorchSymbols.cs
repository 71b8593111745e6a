using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>
/// The TorchSharp types of one compilation, and what is read of its classes. It lives as long as the compilation: it holds
/// symbols, which must not enter an incremental pipeline.
/// </summary>
internal sealed class TorchSymbols
{
    private static readonly ConditionalWeakTable<Compilation, TorchSymbols> s_known = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, ModuleDeclaration> _declarations = new(SymbolEqualityComparer.Default);

    private TorchSymbols(INamedTypeSymbol module, INamedTypeSymbol tensor, INamedTypeSymbol parameter, Compilation compilation)
    {
        Module = module;
        Tensor = tensor;
        Parameter = parameter;
        Device = Find(compilation, WellKnownNames.Device);
        ComponentNameAttribute = Find(compilation, WellKnownNames.ComponentNameAttribute);
        StatefulModule = Find(compilation, WellKnownNames.StatefulModule);
    }

    public INamedTypeSymbol Module { get; }

    public INamedTypeSymbol Tensor { get; }

    public INamedTypeSymbol Parameter { get; }

    public INamedTypeSymbol? Device { get; }

    public INamedTypeSymbol? ComponentNameAttribute { get; }

    public INamedTypeSymbol? StatefulModule { get; }

    /// <summary>Null where the compilation does not reference TorchSharp: then no rule has anything to say.</summary>
    public static TorchSymbols? TryCreate(Compilation compilation)
    {
        if (s_known.TryGetValue(compilation, out TorchSymbols? known))
        {
            return known;
        }

        return Create(compilation) is { } created ? s_known.GetValue(compilation, _ => created) : null;
    }

    private static TorchSymbols? Create(Compilation compilation) =>
        Find(compilation, WellKnownNames.Module) is { } module
        && Find(compilation, WellKnownNames.Tensor) is { } tensor
        && Find(compilation, WellKnownNames.Parameter) is { } parameter
            ? new TorchSymbols(module, tensor, parameter, compilation)
            : null;

    public bool IsTensor(ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(type, Tensor);

    public bool IsParameter(ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(type, Parameter);

    /// <summary>A tensor of any static type: TorchSharp's <c>Parameter</c> derives from <c>Tensor</c>.</summary>
    public bool IsTensorLike(ITypeSymbol type) => DerivesFrom(type, Tensor);

    /// <summary>A type that derives from torch.nn.Module, or a type parameter constrained to one.</summary>
    public bool IsModule(ITypeSymbol type) => DerivesFrom(type, Module);

    /// <summary>
    /// <c>torch.nn.IModule&lt;...&gt;</c>. TorchSharp registers such a field by its run-time type, and only modules implement it.
    /// </summary>
    public bool IsModuleInterface(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Interface, Name: "IModule", ContainingType: { Name: "nn" } nn }
        && SymbolEqualityComparer.Default.Equals(nn, Module.ContainingType);

    /// <summary>Declared by TorchSharp itself: <c>Module</c>, <c>Module&lt;T, TResult&gt;</c>, <c>Linear</c>, ...</summary>
    public bool IsStock(ITypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(type.OriginalDefinition.ContainingAssembly, Module.ContainingAssembly);

    /// <summary>Remembers what <paramref name="read"/> finds: a class asks it of every ancestor, and each of these of its own.</summary>
    public ModuleDeclaration DeclarationOf(INamedTypeSymbol definition, Func<INamedTypeSymbol, TorchSymbols, ModuleDeclaration> read) =>
        _declarations.TryGetValue(definition, out ModuleDeclaration? known)
            ? known
            : _declarations.GetOrAdd(definition, read(definition, this));

    private static bool DerivesFrom(ITypeSymbol type, INamedTypeSymbol ancestor)
    {
        if (type is ITypeParameterSymbol parameter)
        {
            return parameter.ConstraintTypes.Any(constraint => DerivesFrom(constraint, ancestor));
        }

        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, ancestor))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Where two references define the type (two TorchSharp versions) the first one is as good as any, and better than falling silent.
    /// A compilation asks each of its references for a name, and there is a new compilation with each keystroke: the assemblies
    /// of TorchSharp and of this package, which remember what they were asked, come first.
    /// </summary>
    public static INamedTypeSymbol? Find(Compilation compilation, string metadataName) =>
#pragma warning disable RS0030 // the one place that asks
        compilation.SourceModule.ReferencedAssemblySymbols
            .Where(static assembly => assembly.Name.StartsWith(WellKnownNames.TorchSharpAssembly, StringComparison.Ordinal))
            .Select(assembly => assembly.GetTypeByMetadataName(metadataName))
            .FirstOrDefault(static type => type is not null)
        ?? compilation.GetTypeByMetadataName(metadataName)
#pragma warning restore RS0030
        ?? compilation.GetTypesByMetadataName(metadataName).FirstOrDefault();
}
