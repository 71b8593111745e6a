using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>What each operation of one body does to the state of the object under construction.</summary>
internal sealed class ConstructorSteps(INamedTypeSymbol type, TorchSymbols torch, ControlFlowGraph graph, MethodBodies bodies)
    : ForwardFlow<ConstructionState>(graph)
{
    private readonly Dictionary<CaptureId, List<IOperation>> _captures = CapturesOf(graph);

    /// <summary>An exception is on its way out of a constructor: nobody will ever have the object.</summary>
    public bool IsLost => IsUnwinding && Graph.OriginalOperation is IConstructorBodyOperation;

    public required RegistrySteps Registry { get; init; }

    public required KnownArguments Arguments { get; init; }

    public required Action<ConstructionEventKind, SyntaxNode, ISymbol, IOperation?, ConstructionState> Record { get; init; }

    public required Func<IMethodSymbol, bool, ControlFlowGraph?, ConstructionState, ConstructionState?> Call { get; init; }

    public required Func<IInvocationOperation, ConstructionState, ConstructionState?> Chain { get; init; }

    protected internal override ConstructionState Join(ConstructionState left, ConstructionState right) =>
        ConstructionState.Join(left, right);

    protected internal override bool Same(ConstructionState left, ConstructionState right) => left.SameAs(right);

    protected internal override ConstructionState? Assume(IOperation condition, bool outcome, ConstructionState state) =>
        ConditionOfObject.Of(condition, type, Arguments) is { } known && known != outcome ? null : state;

    protected internal override ConstructionState? Apply(IOperation operation, ConstructionState state)
    {
        ConstructionState? current = state;
        foreach (IOperation child in operation.ChildOperations)
        {
            current = Apply(child, current);
            if (current is null)
            {
                return null;
            }
        }

        if (ContainerApi.ChangedBy(operation, torch) is { } list && MemberOf(list) is { } changed)
        {
            Record(ConstructionEventKind.ChangeOfElements, operation.Syntax, changed, operation, current);
        }

        if (RegistryApi.EditOf(operation, torch) is { } edit)
        {
            return Registry.Edit(edit, operation.Syntax, current);
        }

        return operation switch
        {
            IAssignmentOperation assignment => Assign(assignment, current),
            IInvocationOperation { TargetMethod.MethodKind: MethodKind.Constructor } chain => Chain(chain, current),
            IInvocationOperation call => Invoke(call, current),
            IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument => Pass(argument, current),
            IObjectCreationOperation creation => Create(creation, current),
            IFlowAnonymousFunctionOperation function => Defer(function, current),
            _ => current,
        };
    }

    private ConstructionState? Assign(IAssignmentOperation assignment, ConstructionState state)
    {
        ConstructionState? current = state;
        foreach ((IOperation target, IOperation? value) in Operations.Targets(assignment))
        {
            IOperation resolved = Resolve(target);
            if (MemberOf(resolved) is { } member)
            {
                current = current is null
                    ? null
                    : Store(member, assignment.Syntax, value is null ? null : Written(assignment, member) ?? Resolve(value), current);
            }
            else if (resolved is IPropertyReferenceOperation { Property.SetMethod: { } setter, Instance: { } instance }
                && Operations.IsThis(instance))
            {
                current = current is null ? null : Call(setter.OriginalDefinition, setter.IsVirtual, null, current);
            }
        }

        return current;
    }

    private ConstructionState Store(ISymbol member, SyntaxNode site, IOperation? value, ConstructionState state)
    {
        Record(ConstructionEventKind.Assignment, site, member, value, state);
        return state.With(member, new TrackedMember(
            value is null ? Certainty.Yes : AssignedValue.IsNotNull(value, state),
            site,
            value is null ? null : AssignedValue.RegistryOf(value, torch, bodies)));
    }

    /// <summary>The assigned expression as it was written: control flow splits <c>given ?? zeros(2)</c> into its branches.</summary>
    private IOperation? Written(IAssignmentOperation assignment, ISymbol member) =>
        bodies.OperationOf(assignment.Syntax) is IAssignmentOperation written
            ? Operations.Targets(written).FirstOrDefault(pair =>
                SymbolEqualityComparer.Default.Equals(MemberOfThis.In(pair.Target), member)).Value
            : null;

    private ConstructionState? Invoke(IInvocationOperation call, ConstructionState state)
    {
        IMethodSymbol method = call.TargetMethod.OriginalDefinition;
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return Call(method, false, LocalFunction(method), state);
        }

        if (ModuleApi.ReceiverOf(call) is not { } receiver || !Operations.IsThis(Resolve(receiver)))
        {
            return state;
        }

        if (RegistryApi.IsRegisterComponents(method, torch))
        {
            IMethodSymbol? overriding = call.IsVirtual ? OverrideOfRegisterComponents() : null;
            if (overriding is not null)
            {
                return Call(overriding, false, null, state);
            }

            Record(ConstructionEventKind.RegisterComponents, call.Syntax, call.TargetMethod, call, state);
            return Registry.RegisterComponents(call.Syntax, state);
        }

        if (RegistryApi.RegistryOf(method, torch) is { } registry)
        {
            Record(ConstructionEventKind.RegisterCall, call.Syntax, call.TargetMethod, call, state);
            return Registry.Register(bodies.OperationOf(call.Syntax) as IInvocationOperation ?? call, registry, state);
        }

        if (ModuleApi.ReadsComponents(method, torch))
        {
            Record(ConstructionEventKind.UseOfComponents, call.Syntax, call.TargetMethod, call, state);
            return state;
        }

        return torch.IsStock(method.ContainingType) || method.IsStatic
            ? state
            : SeenFrom(call, state, Call(method, call.IsVirtual, null, state));
    }

    /// <summary>A registration that a base's method makes happens, for the class itself, where it calls that method.</summary>
    private ConstructionState? SeenFrom(IInvocationOperation call, ConstructionState before, ConstructionState? after) =>
        before.RegisteredAt is null
        && after?.RegisteredAt is { } at
        && RegistrationOracle.IsIn(call.Syntax, type)
        && !RegistrationOracle.IsIn(at, type)
            ? after.WithRegisteredAt(call.Syntax)
            : after;

    private ConstructionState Pass(IArgumentOperation argument, ConstructionState state) =>
        MemberOf(argument.Value) is { } member ? Store(member, argument.Syntax, OutValue(argument), state) : state;

    /// <summary>What the called method puts into its <c>out</c> parameter, where that is one thing.</summary>
    private IOperation? OutValue(IArgumentOperation argument) =>
        argument.Parameter is { RefKind: RefKind.Out } parameter
        && bodies.ReferencesTo(parameter).Where(LocalFlow.IsTarget).ToList() is [{ Parent: ISimpleAssignmentOperation assignment }]
            ? assignment.Value
            : null;

    /// <summary>A child that gets its parent may register it: its own RegisterComponents() sees the parent in a field (T119).</summary>
    private ConstructionState Create(IObjectCreationOperation creation, ConstructionState state) =>
        state.ComponentsRegistered == Certainty.No && creation.Type is { } created && torch.IsModule(created)
        && creation.Arguments.Any(static argument => Operations.IsThis(argument.Value))
            ? state.WithComponentsRegistered(Certainty.Unknown, creation.Syntax)
            : state;

    /// <summary>What a lambda assigns happens when it is called, which is not known.</summary>
    private ConstructionState Defer(IFlowAnonymousFunctionOperation function, ConstructionState state)
    {
        ConstructionState current = state;
        foreach (IAssignmentOperation assignment in (bodies.OperationOf(function.Syntax)?.DescendantsAndSelf()
            ?? []).OfType<IAssignmentOperation>())
        {
            foreach ((IOperation target, _) in Operations.Targets(assignment))
            {
                if (MemberOfThis.In(target) is { } member)
                {
                    current = current.With(member, current[member] with { Assigned = Certainty.Unknown });
                }
            }
        }

        return current;
    }

    private IMethodSymbol? OverrideOfRegisterComponents() =>
        ModuleClassifier.Ancestors(type).Prepend(type)
            .TakeWhile(current => !torch.IsStock(current))
            .SelectMany(static current => current.GetMembers(RegistryApi.RegisterComponents).OfType<IMethodSymbol>())
            .FirstOrDefault(method => method is { IsOverride: true, Parameters.IsEmpty: true } && !TorchMember.Is(method, torch))
            ?.OriginalDefinition;

    private ControlFlowGraph? LocalFunction(IMethodSymbol function) =>
        Graph.LocalFunctions.Contains(function, SymbolEqualityComparer.Default) ? Graph.GetLocalFunctionControlFlowGraph(function) : null;

    /// <summary>The member that an expression names: of <c>this?.mask</c> too, where <c>this</c> stands in a temporary.</summary>
    private ISymbol? MemberOf(IOperation operation) =>
        Resolve(operation) is IMemberReferenceOperation { Instance: { } instance } reference && Operations.IsThis(Resolve(instance))
            ? MemberOfThis.Held(reference)
            : null;

    /// <summary>What stands behind the compiler's temporaries, where it is one thing.</summary>
    private IOperation Resolve(IOperation operation)
    {
        IOperation unwrapped = Operations.Unwrap(operation);
        return unwrapped is IFlowCaptureReferenceOperation reference
            && _captures.TryGetValue(reference.Id, out List<IOperation>? values)
            && values.Count == 1
            ? Resolve(values[0])
            : unwrapped;
    }

    private static Dictionary<CaptureId, List<IOperation>> CapturesOf(ControlFlowGraph graph) =>
        graph.Blocks.SelectMany(static block => block.Operations)
            .OfType<IFlowCaptureOperation>()
            .GroupBy(static capture => capture.Id)
            .ToDictionary(static group => group.Key, static group => group.Select(static capture => capture.Value).ToList());
}
