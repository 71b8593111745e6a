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
    private ConstructionFacts(ConstructionState? exit, ImmutableArray<ConstructionEvent> events)
    {
        Exit = exit;
        Events = events;
    }

    /// <summary>What is known of a finished object, null where no constructor returns.</summary>
    public ConstructionState? Exit { get; }

    public ImmutableArray<ConstructionEvent> Events { get; }

    public IEnumerable<ConstructionEvent> Of(ConstructionEventKind kind) => Events.Where(item => item.Kind == kind);

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
