using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Checkpoint;

/// <summary>The state that a generated class declares, against what was shipped of it.</summary>
/// <param name="Gone">Keys that no member has any more, not as an alias either.</param>
/// <param name="Changed">Members whose key, or alias, was shipped as another kind.</param>
/// <param name="Added">Members whose key was not shipped.</param>
internal sealed record KeyComparison(
    ImmutableArray<KeyEntry> Gone, ImmutableArray<(StateMember Member, KeyEntry Shipped)> Changed, ImmutableArray<StateMember> Added)
{
    /// <summary>
    /// Null for a class that is not generated, and for one whose state nobody knows right now: it has a mistake in its
    /// declaration, or a member of a type that does not exist yet.
    /// </summary>
    public static KeyComparison? Of(INamedTypeSymbol type, ShippedKeys shippedKeys, TorchSymbols torch)
    {
        if (!ModuleClassifier.IsGenerated(type, torch)
            || MemberClassifier.Candidates(type).Any(static member => StateTypes.IsUnknown(MemberClassifier.TypeOf(member)!)))
        {
            return null;
        }

        ImmutableArray<StateMember> members = ModuleDeclaration.Of(type, torch).Members;
        ILookup<string, KeyEntry> shipped = shippedKeys.Of(type);
        var gone = ImmutableArray.CreateBuilder<KeyEntry>();
        var changed = ImmutableArray.CreateBuilder<(StateMember, KeyEntry)>();
        foreach (IGrouping<string, KeyEntry> entries in shipped)
        {
            StateMember? member = members.FirstOrDefault(state => state.Key == entries.Key)
                ?? members.FirstOrDefault(state => state.Aliases.Contains(entries.Key));
            if (member is not null)
            {
                // Where target frameworks differ, a key stands in the file as each of its kinds.
                if (!entries.Any(KeyEntry.Of(member).IsOfKindOf))
                {
                    changed.Add((member, entries.First()));
                }
            }
            else if (!IsInherited(type, entries.Key, torch))
            {
                gone.AddRange(entries);
            }
        }

        ImmutableArray<StateMember> added = members.Where(state => !shipped.Contains(state.Key)).ToImmutableArray();
        return new KeyComparison(gone.ToImmutable(), changed.ToImmutable(), added);
    }

    /// <summary>Members that may have taken the place of a gone key, which no file was saved with under their own.</summary>
    public IEnumerable<StateMember> CandidatesFor(KeyEntry gone) =>
        gone.Kind == KeyKind.NonPersistentBuffer ? [] : Added.Where(member => KeyEntry.Of(member).IsOfKindOf(gone));

    /// <summary>A member that moved to a base class is where it was, as far as a state_dict goes.</summary>
    private static bool IsInherited(INamedTypeSymbol type, string key, TorchSymbols torch) =>
        StateKeys.OfBases(type, torch).ContainsKey(key)
        || ModuleClassifier.Ancestors(type).Any(ancestor => ModuleClassifier.IsGenerated(ancestor, torch)
            && ModuleDeclaration.Of(ancestor, torch).Members.Any(state => state.Aliases.Contains(key)));
}
