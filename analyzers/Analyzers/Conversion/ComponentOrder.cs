using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>
/// The order in which TorchSharp lists the parameters and the children of a hand-written module: that of the registrations, and where
/// reflection registers, the derived class first.
/// </summary>
internal static class ComponentOrder
{
    /// <summary>Whether generated code, which goes by the declarations, base class first, certainly lists them in another.</summary>
    public static bool Differs(INamedTypeSymbol made, RegistrationOracle oracle)
    {
        ConstructionFacts facts = oracle.FactsOf(made);
        return facts.Exit is { } exit
            && new[] { StateKind.Parameter, StateKind.Submodule }
                .Select(registry => Declared(registry, made, exit, oracle)
                    .Concat(exit.Entries
                        .Where(entry => entry is { Member: null, Key: null } && entry.Registry == registry)
                        .Select(static entry => (Entry: entry, Level: 0)))
                    .Select(item => (facts.PlaceOf(item.Entry.Since), item.Level))
                    .ToArray())
                .Any(static places => places.Zip(places.Skip(1), static (first, second) => first.CompareTo(second) > 0)
                    .Any(static falls => falls));
    }

    /// <summary>The entries of members as generated code has them, with the number of classes over the one that declares each.</summary>
    private static IEnumerable<(RegistryEntry Entry, int Level)> Declared(
        StateKind registry, INamedTypeSymbol made, ConstructionState exit, RegistrationOracle oracle) =>
        ModuleClassifier.Ancestors(made)
            .Prepend(made)
            .TakeWhile(level => !oracle.Torch.IsStock(level))
            .Select(static (type, level) => (type, level))
            .Reverse()
            .SelectMany(item => ReflectedMembers.Of(item.type.OriginalDefinition, oracle.Torch).Select(member => (member, item.level)))
            .SelectMany(item => exit.EntriesOf(item.member).Select(entry => (entry, item.level)))
            .Where(item => item.entry.IsCertain && (item.entry.Registry ?? KindOf(item.entry.Member!, oracle)) == registry);

    private static StateKind? KindOf(ISymbol member, RegistrationOracle oracle) =>
        MemberClassifier.TypeOf(member) is { } type ? StateTypes.KindOf(type, oracle.Torch) : null;
}
