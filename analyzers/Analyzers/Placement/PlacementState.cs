using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>
/// The placement of every variable at a point of a method. A variable is a local, a parameter, a member of <c>this</c>, or a
/// value that the compiler keeps for itself (a <c>CaptureId</c>).
/// </summary>
internal sealed class PlacementState(ImmutableDictionary<object, TensorPlacement> variables) : IEquatable<PlacementState>
{
    public static readonly PlacementState Empty = new(ImmutableDictionary<object, TensorPlacement>.Empty);

    private ImmutableDictionary<object, TensorPlacement> _variables = variables;

    /// <summary>What is known of the members of <c>this</c>, which a called method sees and may change.</summary>
    public IEnumerable<KeyValuePair<object, TensorPlacement>> Members =>
        _variables.Where(static variable => variable.Key is IFieldSymbol or IPropertySymbol);

    /// <summary>What a function inside the method sees as well: all but the values that the compiler keeps for itself.</summary>
    public IEnumerable<KeyValuePair<object, TensorPlacement>> Named => _variables.Where(static variable => variable.Key is ISymbol);

    public TensorPlacement? this[object variable]
    {
        get => _variables.TryGetValue(variable, out TensorPlacement? placement) ? placement : null;
        set => _variables = value is null ? _variables.Remove(variable) : _variables.SetItem(variable, value);
    }

    public PlacementState Copy() => new(_variables);

    /// <summary>
    /// What holds where two paths meet. A variable that one of them has not assigned keeps what the other says of it, except
    /// for a member of <c>this</c>, which has a value of its own from before.
    /// </summary>
    public PlacementState Join(PlacementState other, Func<ISymbol, TensorPlacement> before)
    {
        ImmutableDictionary<object, TensorPlacement>.Builder joined = _variables.ToBuilder();
        foreach (KeyValuePair<object, TensorPlacement> variable in _variables)
        {
            if (variable.Key is IFieldSymbol or IPropertySymbol && other[variable.Key] is null)
            {
                joined[variable.Key] = variable.Value.Join(before((ISymbol)variable.Key));
            }
        }

        foreach (KeyValuePair<object, TensorPlacement> variable in other._variables)
        {
            TensorPlacement? mine = this[variable.Key];
            if (mine is null && variable.Key is IFieldSymbol or IPropertySymbol)
            {
                mine = before((ISymbol)variable.Key);
            }

            joined[variable.Key] = mine?.Join(variable.Value) ?? variable.Value;
        }

        return new PlacementState(joined.ToImmutable());
    }

    public bool Equals(PlacementState? other)
    {
        if (other is null || _variables.Count != other._variables.Count)
        {
            return false;
        }

        foreach (KeyValuePair<object, TensorPlacement> variable in _variables)
        {
            if (other[variable.Key] is not { } placement || !placement.Equals(variable.Value))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as PlacementState);

    public override int GetHashCode() => _variables.Count;
}
