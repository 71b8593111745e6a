using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>Classes that are to be generated, or have members that are to be declared.</summary>
/// <param name="Types">The classes.</param>
/// <param name="Wishes">Members whose role is decided.</param>
/// <param name="Keeps">
/// Whether all else becomes what it is today, whatever that is. Otherwise something is wrong with the class, and what it
/// makes for itself becomes its state.
/// </param>
internal sealed record GenerationRequest(IReadOnlyCollection<INamedTypeSymbol> Types, IReadOnlyDictionary<ISymbol, Wish> Wishes, bool Keeps)
{
    public static IReadOnlyDictionary<ISymbol, Wish> NoWishes { get; } = new Dictionary<ISymbol, Wish>(SymbolEqualityComparer.Default);

    public static GenerationRequest Keep(INamedTypeSymbol type) => new([type], NoWishes, true);

    public static GenerationRequest Repair(INamedTypeSymbol type) => new([type], NoWishes, false);

    public static GenerationRequest Repair(ISymbol member, Wish wish) =>
        new(
            [member.ContainingType.OriginalDefinition],
            new Dictionary<ISymbol, Wish>(SymbolEqualityComparer.Default) { [member.OriginalDefinition] = wish },
            false);

    /// <summary>All at once, as a fix for a whole scope asks for them.</summary>
    public static GenerationRequest Union(IReadOnlyCollection<GenerationRequest> requests)
    {
        var wishes = new Dictionary<ISymbol, Wish>(SymbolEqualityComparer.Default);
        foreach (KeyValuePair<ISymbol, Wish> wish in requests.SelectMany(static request => request.Wishes))
        {
            wishes[wish.Key] = wish.Value;
        }

        return new GenerationRequest(
            requests.SelectMany(static request => request.Types).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).ToArray(),
            wishes,
            requests.All(static request => request.Keeps));
    }
}
