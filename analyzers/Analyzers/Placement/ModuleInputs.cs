using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>
/// What the modules of a compilation do with an input on the default device: TorchSharp's own by their table, a user's by
/// what its forward does, a Sequential by the first of its layers that has weights.
/// </summary>
internal sealed class ModuleInputs
{
    /// <summary>A module in a module in a module; what lies deeper is left open.</summary>
    private const int MaxDepth = 4;

    private readonly RegistrationOracle _oracle;
    private readonly CancellationToken _cancellationToken;
    private readonly ConcurrentDictionary<INamedTypeSymbol, LayerKind> _known;
    private readonly ImmutableHashSet<INamedTypeSymbol> _around;
    private bool _isCut;

    public ModuleInputs(
        RegistrationOracle oracle, ConcurrentDictionary<INamedTypeSymbol, LayerKind> known, CancellationToken cancellationToken)
        : this(oracle, known, ImmutableHashSet.Create<INamedTypeSymbol>(SymbolEqualityComparer.Default), cancellationToken)
    {
    }

    private ModuleInputs(
        RegistrationOracle oracle,
        ConcurrentDictionary<INamedTypeSymbol, LayerKind> known,
        ImmutableHashSet<INamedTypeSymbol> around,
        CancellationToken cancellationToken)
    {
        _oracle = oracle;
        _known = known;
        _around = around;
        _cancellationToken = cancellationToken;
    }

    public LayerKind KindOf(ITypeSymbol? module, INamedTypeSymbol asking) =>
        module is INamedTypeSymbol { IsAbstract: false } named && _oracle.IsOwn(named.OriginalDefinition)
            ? KindOfOwn(named.OriginalDefinition, asking)
            : Layers.KindOf(module, _oracle.Torch);

    /// <summary>The kind of a module that is made here.</summary>
    public LayerKind KindOfValue(IOperation? value, INamedTypeSymbol asking) =>
        value is null ? LayerKind.Open
            : Filled(value) is { IsEmpty: false } layers ? KindOfSequence(layers, asking)
            : Layers.Common([
                .. PossibleValues.Of(value, _oracle.Bodies)
                    .Where(static possible => !Operations.IsNull(possible.Operation))
                    .Select(possible => KindOfOne(possible, asking)),
            ]);

    /// <summary>What a local <c>Sequential</c> is made of, where <c>net.append(layer)</c> goes on with it.</summary>
    private ImmutableArray<IOperation> Filled(IOperation value) =>
        Operations.Unwrap(value) is ILocalReferenceOperation local
        && Layers.IsContainer(local.Type, _oracle.Torch)
        && LocalFlow.Reads(local, local.Local).Any(static read => read.Parent is IInvocationOperation call && call.Instance == read)
            ? [.. HeldElements.InContainer(local, _oracle)]
            : [];

    private LayerKind KindOfOne(PossibleValue possible, INamedTypeSymbol asking) =>
        possible.Operation is IInvocationOperation { Arguments: [{ Value: var first }, ..] } call
        && Layers.IsContainer(call.Type, _oracle.Torch)
        && _oracle.Torch.IsStock(call.TargetMethod.ContainingType)
            ? KindOfSequence(
                call.Arguments.Length == 1
                && Operations.Unwrap(first) is IArrayCreationOperation { Initializer.ElementValues: var elements }
                    ? elements
                    : [.. call.Arguments.Select(static argument => argument.Value)],
                asking)
            : KindOf(possible.Type, asking);

    /// <summary>Layers without weights pass the input on to the first that has some.</summary>
    private LayerKind KindOfSequence(ImmutableArray<IOperation> layers, INamedTypeSymbol asking)
    {
        foreach (IOperation layer in layers)
        {
            IOperation bare = Operations.Unwrap(layer) is ITupleOperation { Elements: [_, var named] } ? named : layer;
            LayerKind kind = KindOfValue(bare, asking);
            if (kind != LayerKind.Stateless)
            {
                return kind;
            }
        }

        return LayerKind.Stateless;
    }

    /// <summary>What is found while a module further out is looked at is only remembered if that did not cut it short.</summary>
    private LayerKind KindOfOwn(INamedTypeSymbol module, INamedTypeSymbol asking)
    {
        if (_known.TryGetValue(module, out LayerKind known))
        {
            return known;
        }

        ImmutableHashSet<INamedTypeSymbol> around = _around.Add(asking.OriginalDefinition);
        if (around.Contains(module) || around.Count > MaxDepth)
        {
            _isCut = true;
            return LayerKind.Open;
        }

        var inner = new ModuleInputs(_oracle, _known, around, _cancellationToken);
        LayerKind kind = new ModulePlacement(module, inner, _oracle, _cancellationToken).KindOfInput();
        if (inner._isCut)
        {
            _isCut = true;
        }
        else
        {
            _known[module] = kind;
        }

        return kind;
    }
}
