using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>
/// Follows the construction of one type over all its paths: field initialisers, the chain of constructors, and the
/// class's own methods that they call. TorchSharp registers what the fields hold at the moment of
/// <c>RegisterComponents()</c>, so the order of these is what decides.
/// </summary>
internal sealed class ConstructorWalk(INamedTypeSymbol type, TorchSymbols torch, MethodBodies bodies)
{
    /// <summary>
    /// Deep enough for <c>ctor -> Build -> AddBlock</c>; what lies deeper counts as unseen. Base constructors are not counted.
    /// </summary>
    private const int MostHelpers = 4;

    private readonly Dictionary<(ConstructionEventKind, SyntaxNode, ISymbol), ConstructionEvent> _events = [];
    private readonly Stack<IMethodSymbol> _calls = new();
    private readonly Stack<ConstructorSteps> _running = new();
    private readonly Stack<KnownArguments> _arguments = new();
    private readonly InitialState _initial = new(type, torch, bodies);
    private readonly RegistrySteps _registry = new(type, torch);

    public IEnumerable<ConstructionEvent> Events => _events.Values;

    /// <summary>What is known when <paramref name="constructor"/> returns, null where it never does.</summary>
    public ConstructionState? Run(IMethodSymbol constructor) =>
        Construct(constructor, KnownArguments.None, _initial.OfFields(type, ConstructionState.Empty));

    /// <summary>Runs a constructor of the type or of one of its bases; the field initialisers have run.</summary>
    private ConstructionState? Construct(IMethodSymbol constructor, KnownArguments arguments, ConstructionState state)
    {
        if (!bodies.HasSourceOf(constructor))
        {
            return state.WithComponentsRegistered(Certainty.Unknown, null);
        }

        if (bodies.GraphOf(constructor) is not { } graph)
        {
            IMethodSymbol? next = bodies.PrimaryBaseConstructor(constructor) ?? ParameterlessBase(constructor.ContainingType);
            return BodyStarts(constructor, ConstructBase(constructor.ContainingType, next, KnownArguments.Omitted(next), state));
        }

        ConstructionState? start = state;
        if (graph.OriginalOperation is IConstructorBodyOperation { Initializer: null })
        {
            IMethodSymbol? next = ParameterlessBase(constructor.ContainingType);
            start = BodyStarts(constructor, ConstructBase(constructor.ContainingType, next, KnownArguments.Omitted(next), state));
        }

        return start is null ? null : Enter(constructor, graph, arguments, start);
    }

    private ConstructionState? ConstructBase(
        INamedTypeSymbol derived, IMethodSymbol? constructor, KnownArguments arguments, ConstructionState state)
    {
        if (derived.BaseType is not { } ancestor || (torch.IsStock(ancestor) && ancestor.ContainingType is { Name: "nn" }))
        {
            return state;
        }

        // A generated base registers itself, a stock layer or a compiled base may: what they do cannot be seen from here.
        return constructor is null || ModuleClassifier.IsGenerated(ancestor, torch)
                ? state.WithComponentsRegistered(Certainty.Unknown, null)
                : Construct(constructor.OriginalDefinition, arguments, _initial.OfFields(ancestor.OriginalDefinition, state));
    }

    private ConstructionState? BodyStarts(IMethodSymbol constructor, ConstructionState? state)
    {
        if (state is not null && SymbolEqualityComparer.Default.Equals(constructor.ContainingType, type)
            && constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } syntax)
        {
            Record(ConstructionEventKind.BodyStarts, syntax, constructor, null, state);
        }

        return state;
    }

    private ConstructionState? Enter(IMethodSymbol method, ControlFlowGraph graph, KnownArguments arguments, ConstructionState state)
    {
        if (_calls.Count(static call => call.MethodKind != MethodKind.Constructor) >= MostHelpers
            || _calls.Contains(method, SymbolEqualityComparer.Default))
        {
            return state;
        }

        _calls.Push(method);
        _arguments.Push(arguments);
        var steps = new ConstructorSteps(type, torch, graph, bodies)
        {
            Registry = _registry,
            Arguments = arguments,
            Record = Record,
            Call = Call,
            Chain = Chain,
        };
        bool isReported = _running.All(static caller => caller.IsSettled);
        _running.Push(steps);
        ConstructionState? exit = isReported ? steps.Run(state) : steps.Settle(state);
        _running.Pop();
        _arguments.Pop();
        _calls.Pop();
        return exit;
    }

    /// <summary><c>base(...)</c> or <c>this(...)</c>.</summary>
    private ConstructionState? Chain(IInvocationOperation call, ConstructionState state)
    {
        KnownArguments arguments = _arguments.Peek().Of(call);
        return SymbolEqualityComparer.Default.Equals(
            call.TargetMethod.ContainingType.OriginalDefinition, _calls.Peek().ContainingType.OriginalDefinition)
            ? Construct(call.TargetMethod.OriginalDefinition, arguments, state)
            : BodyStarts(_calls.Peek(), ConstructBase(_calls.Peek().ContainingType, call.TargetMethod, arguments, state));
    }

    /// <summary>A method of the class's own, called on <c>this</c>: its override in the constructed type where it is virtual.</summary>
    private ConstructionState? Call(IMethodSymbol method, bool isVirtual, ControlFlowGraph? local, ConstructionState state)
    {
        IMethodSymbol target = isVirtual ? MostDerived(method) : method;
        return (local ?? bodies.GraphOf(target)) is { } graph ? Enter(target, graph, KnownArguments.None, state) : state;
    }

    private IMethodSymbol MostDerived(IMethodSymbol method)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (IMethodSymbol candidate in current.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                for (IMethodSymbol? overridden = candidate; overridden is not null; overridden = overridden.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method.OriginalDefinition))
                    {
                        return candidate.OriginalDefinition;
                    }
                }
            }
        }

        return method;
    }

    private void Record(ConstructionEventKind kind, SyntaxNode site, ISymbol subject, IOperation? operation, ConstructionState before)
    {
        if (_running.All(static steps => steps.IsSettled && !steps.IsLost))
        {
            _events[(kind, site, subject)] = _events.TryGetValue((kind, site, subject), out ConstructionEvent? known)
                ? known.Merge(before)
                : new ConstructionEvent(kind, site, subject, operation, before);
        }
    }

    private static IMethodSymbol? ParameterlessBase(INamedTypeSymbol type) =>
        type.BaseType?.InstanceConstructors.FirstOrDefault(
            static constructor => constructor.Parameters.All(static parameter => parameter.IsOptional));
}
