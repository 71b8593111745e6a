using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;
using EntryKey = (
    TorchSharp.Generators.SourceGeneration.Registration.StateKind? Registry,
    string? Key,
    Microsoft.CodeAnalysis.ISymbol? Member,
    Microsoft.CodeAnalysis.SyntaxNode? Call);

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>What is known about an object at one point of its construction: what its members hold, and what its registry has.</summary>
internal sealed class ConstructionState
{
    private readonly ImmutableDictionary<ISymbol, TrackedMember> _members;
    private readonly ImmutableDictionary<EntryKey, RegistryEntry> _entries;
    private ILookup<ISymbol?, RegistryEntry>? _byMember;

    private ConstructionState(
        ImmutableDictionary<ISymbol, TrackedMember> members,
        ImmutableDictionary<EntryKey, RegistryEntry> entries,
        Certainty componentsRegistered,
        SyntaxNode? registeredAt)
    {
        _members = members;
        _entries = entries;
        ComponentsRegistered = componentsRegistered;
        RegisteredAt = registeredAt;
    }

    public static ConstructionState Empty { get; } = new(
        ImmutableDictionary.Create<ISymbol, TrackedMember>(SymbolEqualityComparer.Default),
        ImmutableDictionary<EntryKey, RegistryEntry>.Empty,
        Certainty.No,
        null);

    /// <summary>Whether <c>RegisterComponents()</c> ran: only its first call does anything.</summary>
    public Certainty ComponentsRegistered { get; }

    public SyntaxNode? RegisteredAt { get; }

    /// <summary>Whether nothing at all can have been registered.</summary>
    public bool RegistryIsEmpty => _entries.Values.All(static entry => entry.Present == Certainty.No);

    /// <summary>All entries that are or may be there.</summary>
    public IEnumerable<RegistryEntry> Entries => _entries.Values.Where(static entry => entry.Present != Certainty.No);

    public TrackedMember this[ISymbol member] => _members.TryGetValue(member, out TrackedMember? known) ? known : TrackedMember.Untouched;

    /// <summary>The entries of a member's value.</summary>
    public IEnumerable<RegistryEntry> EntriesOf(ISymbol member) =>
        (_byMember ??= Entries.ToLookup(static entry => entry.Member, SymbolEqualityComparer.Default))[member];

    /// <summary>Whether the registry holds the value that the member had when it was registered.</summary>
    public Certainty IsRegistered(ISymbol member) => Any(EntriesOf(member));

    /// <summary>Whether the name is taken, in the registry that it is for.</summary>
    public Certainty IsTaken(StateKind registry, string key) =>
        Find(registry, key)?.Present
        ?? (Entries.Any(entry => entry.Registry is null && entry.Key == key) ? Certainty.Unknown : Certainty.No);

    /// <summary>The entry by which a name is taken.</summary>
    public RegistryEntry? Find(StateKind registry, string key) =>
        _entries.TryGetValue(RegistryEntry.PlaceOf(registry, key), out RegistryEntry? entry) && entry.Present != Certainty.No
            ? entry
            : null;

    public ConstructionState With(ISymbol member, TrackedMember known) =>
        new(_members.SetItem(member, known), _entries, ComponentsRegistered, RegisteredAt);

    public ConstructionState With(RegistryEntry entry) =>
        new(_members, _entries.SetItem(entry.Identity, entry), ComponentsRegistered, RegisteredAt);

    /// <summary>Takes entries out, or leaves open whether they are still there.</summary>
    public ConstructionState Without(Func<RegistryEntry, bool> which, Certainty stay) =>
        Entries.Where(which).Aggregate(
            this, (state, entry) => state.With(entry with { Present = stay == Certainty.No ? Certainty.No : entry.Present.Join(stay) }));

    public ConstructionState WithComponentsRegistered(Certainty certainty, SyntaxNode? at) =>
        new(_members, _entries, certainty, RegisteredAt ?? at);

    public ConstructionState WithRegisteredAt(SyntaxNode at) => new(_members, _entries, ComponentsRegistered, at);

    public static ConstructionState Join(ConstructionState left, ConstructionState right)
    {
        if (ReferenceEquals(left, right))
        {
            return left;
        }

        var members = left._members.Keys.Union(right._members.Keys, SymbolEqualityComparer.Default).OfType<ISymbol>()
            .ToImmutableDictionary(member => member, member => left[member].Join(right[member]), SymbolEqualityComparer.Default);
        var entries = left._entries.Keys.Union(right._entries.Keys).ToImmutableDictionary(key => key, key => Join(left, right, key));

        return new ConstructionState(
            members!,
            entries,
            left.ComponentsRegistered.Join(right.ComponentsRegistered),
            left.RegisteredAt ?? right.RegisteredAt);
    }

    /// <summary>Whether both know the same, so that a loop has nothing more to learn.</summary>
    public bool SameAs(ConstructionState other) =>
        ReferenceEquals(this, other)
        || (ComponentsRegistered == other.ComponentsRegistered && Same(_members, other._members) && Same(_entries, other._entries));

    private static RegistryEntry Join(ConstructionState left, ConstructionState right, EntryKey key)
    {
        bool inLeft = left._entries.TryGetValue(key, out RegistryEntry? mine);
        bool inRight = right._entries.TryGetValue(key, out RegistryEntry? theirs);
        return inLeft && inRight
            ? mine! with
            {
                Member = SymbolEqualityComparer.Default.Equals(mine.Member, theirs!.Member) ? mine.Member : null,
                Persistent = mine.Persistent && theirs.Persistent,
                Present = mine.Present.Join(theirs.Present),
            }
            : (mine ?? theirs)! with { Present = (mine ?? theirs)!.Present.Join(Certainty.No) };
    }

    private static Certainty Any(IEnumerable<RegistryEntry> entries)
    {
        Certainty any = Certainty.No;
        foreach (RegistryEntry entry in entries)
        {
            any = entry.Present == Certainty.Yes || any == Certainty.Yes ? Certainty.Yes : Certainty.Unknown;
        }

        return any;
    }

    private static bool Same<TKey, TValue>(ImmutableDictionary<TKey, TValue> left, ImmutableDictionary<TKey, TValue> right)
        where TKey : notnull =>
        left.Count == right.Count
        && left.All(
            entry => right.TryGetValue(entry.Key, out TValue? value) && EqualityComparer<TValue>.Default.Equals(entry.Value, value));
}
