using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>What is known about an object at one point of its construction.</summary>
internal sealed class ConstructionState
{
    private readonly ImmutableDictionary<ISymbol, MemberState> _members;
    private readonly ImmutableDictionary<(StateKind Registry, string Key), Certainty> _keys;

    private ConstructionState(
        ImmutableDictionary<ISymbol, MemberState> members,
        ImmutableDictionary<(StateKind Registry, string Key), Certainty> keys,
        Certainty componentsRegistered,
        SyntaxNode? registeredAt)
    {
        _members = members;
        _keys = keys;
        ComponentsRegistered = componentsRegistered;
        RegisteredAt = registeredAt;
    }

    public static ConstructionState Empty { get; } = new(
        ImmutableDictionary.Create<ISymbol, MemberState>(SymbolEqualityComparer.Default),
        ImmutableDictionary<(StateKind, string), Certainty>.Empty,
        Certainty.No,
        null);

    /// <summary>Whether <c>RegisterComponents()</c> ran: only its first call does anything.</summary>
    public Certainty ComponentsRegistered { get; }

    public SyntaxNode? RegisteredAt { get; }

    /// <summary>Whether no <c>register_*</c> call was seen.</summary>
    public bool RegistryIsEmpty => _keys.IsEmpty;

    public MemberState this[ISymbol member] => _members.TryGetValue(member, out MemberState? state) ? state : MemberState.Untouched;

    public Certainty IsRegistered(StateKind registry, string key) =>
        _keys.TryGetValue((registry, key), out Certainty certainty) ? certainty : Certainty.No;

    public ConstructionState With(ISymbol member, MemberState state) =>
        new(_members.SetItem(member, state), _keys, ComponentsRegistered, RegisteredAt);

    public ConstructionState WithKey(StateKind registry, string key, Certainty certainty) =>
        new(_members, _keys.SetItem((registry, key), certainty), ComponentsRegistered, RegisteredAt);

    public ConstructionState WithComponentsRegistered(Certainty certainty, SyntaxNode? at) =>
        new(_members, _keys, certainty, RegisteredAt ?? at);

    public ConstructionState WithRegisteredAt(SyntaxNode at) => new(_members, _keys, ComponentsRegistered, at);

    public static ConstructionState? Join(ConstructionState? left, ConstructionState? right)
    {
        if (left is null || right is null || ReferenceEquals(left, right))
        {
            return left ?? right;
        }

        var members = left._members.Keys.Union(right._members.Keys, SymbolEqualityComparer.Default).OfType<ISymbol>()
            .ToImmutableDictionary(member => member, member => left[member].Join(right[member]), SymbolEqualityComparer.Default);
        var keys = left._keys.Keys.Union(right._keys.Keys)
            .ToImmutableDictionary(key => key, key => left.IsRegistered(key.Registry, key.Key).Join(right.IsRegistered(key.Registry, key.Key)));

        return new ConstructionState(
            members!,
            keys,
            left.ComponentsRegistered.Join(right.ComponentsRegistered),
            left.RegisteredAt ?? right.RegisteredAt);
    }

    /// <summary>Whether both know the same, so that a loop has nothing more to learn.</summary>
    public bool SameAs(ConstructionState other) =>
        ComponentsRegistered == other.ComponentsRegistered
        && Same(_members, other._members)
        && Same(_keys, other._keys);

    private static bool Same<TKey, TValue>(ImmutableDictionary<TKey, TValue> left, ImmutableDictionary<TKey, TValue> right)
        where TKey : notnull =>
        left.Count == right.Count
        && left.All(entry => right.TryGetValue(entry.Key, out TValue? value) && EqualityComparer<TValue>.Default.Equals(entry.Value, value));
}
