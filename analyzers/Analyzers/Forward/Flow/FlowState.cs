using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers.Forward.Flow;

/// <summary>
/// The placement of every variable at a point of a method. A variable is a local, a parameter, a member of <c>this</c>, or a
/// value that the compiler keeps for itself (a <c>CaptureId</c>).
/// </summary>
internal sealed class FlowState(ImmutableDictionary<object, Placement> variables) : IEquatable<FlowState>
{
    public static readonly FlowState Empty = new(ImmutableDictionary<object, Placement>.Empty);

    private ImmutableDictionary<object, Placement> _variables = variables;

    public IEnumerable<KeyValuePair<object, Placement>> Variables => _variables;

    public Placement? this[object variable]
    {
        get => _variables.TryGetValue(variable, out Placement? placement) ? placement : null;
        set => _variables = value is null ? _variables.Remove(variable) : _variables.SetItem(variable, value);
    }

    public FlowState Copy() => new(_variables);

    /// <summary>
    /// What holds where two paths meet. A variable that one of them has not assigned keeps what the other says of it, except
    /// for a member of <c>this</c>, which has a value of its own from before.
    /// </summary>
    public FlowState Join(FlowState other, Func<ISymbol, Placement> before)
    {
        ImmutableDictionary<object, Placement>.Builder joined = _variables.ToBuilder();
        foreach (KeyValuePair<object, Placement> variable in _variables)
        {
            if (variable.Key is IFieldSymbol or IPropertySymbol && other[variable.Key] is null)
            {
                joined[variable.Key] = variable.Value.Join(before((ISymbol)variable.Key));
            }
        }

        foreach (KeyValuePair<object, Placement> variable in other._variables)
        {
            Placement? mine = this[variable.Key];
            if (mine is null && variable.Key is IFieldSymbol or IPropertySymbol)
            {
                mine = before((ISymbol)variable.Key);
            }

            joined[variable.Key] = mine?.Join(variable.Value) ?? variable.Value;
        }

        return new FlowState(joined.ToImmutable());
    }

    public bool Equals(FlowState? other)
    {
        if (other is null || _variables.Count != other._variables.Count)
        {
            return false;
        }

        foreach (KeyValuePair<object, Placement> variable in _variables)
        {
            if (other[variable.Key] is not { } placement || !placement.Equals(variable.Value))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as FlowState);

    public override int GetHashCode() => _variables.Count;
}
