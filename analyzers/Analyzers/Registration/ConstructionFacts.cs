using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>What the constructors of one type do, taken together.</summary>
internal sealed class ConstructionFacts
{
    private readonly Lazy<ILookup<ISymbol, ConstructionEvent>> _bySubject;
    private readonly Lazy<Dictionary<SyntaxNode, int>> _places;

    private ConstructionFacts(ConstructionState? exit, ImmutableArray<ConstructionEvent> events)
    {
        _bySubject = new(() => events.ToLookup<ConstructionEvent, ISymbol>(static item => item.Subject, SymbolEqualityComparer.Default));
        _places = new(() => events.Select(static (item, place) => (item.Site, place))
            .GroupBy(static item => item.Site)
            .ToDictionary(static sites => sites.Key, static sites => sites.First().place));
        Exit = exit;
        Events = events;
    }

    /// <summary>What is known of a finished object, null where no constructor returns.</summary>
    public ConstructionState? Exit { get; }

    public ImmutableArray<ConstructionEvent> Events { get; }

    public IEnumerable<ConstructionEvent> Of(ConstructionEventKind kind) => Events.Where(item => item.Kind == kind);

    /// <summary>What happens to one member.</summary>
    public IEnumerable<ConstructionEvent> Of(ConstructionEventKind kind, ISymbol member) =>
        _bySubject.Value[member].Where(item => item.Kind == kind);

    /// <summary>How many events the walk through the constructors meets before it first comes to <paramref name="site"/>.</summary>
    public int PlaceOf(SyntaxNode? site) => site is not null && _places.Value.TryGetValue(site, out int place) ? place : Events.Length;

    public static ConstructionFacts Compute(INamedTypeSymbol type, TorchSymbols torch, MethodBodies bodies)
    {
        var walk = new ConstructorWalk(type, torch, bodies);
        ConstructionState? exit = null;
        foreach (IMethodSymbol constructor in Callable(type))
        {
            exit = (exit, walk.Run(constructor)) switch
            {
                ({ } others, { } own) => ConstructionState.Join(others, own),
                var (others, own) => others ?? own,
            };
        }

        return new ConstructionFacts(exit, walk.Events.ToImmutableArray());
    }

    /// <summary>
    /// The constructors by which objects of exactly this type are made. A protected one serves derived classes, which are
    /// followed on their own.
    /// </summary>
    private static IEnumerable<IMethodSymbol> Callable(INamedTypeSymbol type)
    {
        var open = type.InstanceConstructors.Where(static constructor =>
            constructor.DeclaredAccessibility is not (Accessibility.Private or Accessibility.Protected
                or Accessibility.ProtectedAndInternal)).ToList();
        return open.Count > 0 ? open : type.InstanceConstructors;
    }
}
