using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>Follows tensors through one body, which is entered with what its caller knows.</summary>
internal sealed class PlacementFlow(IMethodSymbol method, ControlFlowGraph graph, ModulePlacement module)
    : ForwardFlow<PlacementState>(graph)
{
    private readonly ImmutableDictionary<CaptureId, object> _aliases = FindAliases(graph);

    public IMethodSymbol Method => method;

    /// <summary>What comes together in the body, and in the methods that it calls.</summary>
    public List<Meeting> Meetings { get; } = [];

    /// <summary>What it returns, null where it returns nothing.</summary>
    public TensorPlacement? Result { get; private set; }

    /// <summary>
    /// The variable that a captured target stands for: in <c>mask ??= f()</c> and in <c>mask = c ? a : b</c> the graph
    /// keeps <c>mask</c> aside and assigns to what it kept.
    /// </summary>
    public object? Alias(CaptureId capture) => _aliases.TryGetValue(capture, out object? variable) ? variable : null;

    protected internal override PlacementState Join(PlacementState left, PlacementState right) => left.Join(right, module.Before);

    protected internal override bool Same(PlacementState left, PlacementState right) => left.Equals(right);

    protected internal override PlacementState Apply(IOperation operation, PlacementState state)
    {
        PlacementState after = state.Copy();
        new Evaluator(this, module, after, IsSettled ? Meetings.Add : Ignore).Evaluate(operation);
        return after;
    }

    protected internal override void Return(IOperation? value, PlacementState state)
    {
        if (IsSettled && value is not null)
        {
            TensorPlacement returned = new Evaluator(this, module, state.Copy(), Ignore).Evaluate(value);
            Result = Result?.Join(returned) ?? returned;
        }
    }

    private static void Ignore(Meeting meeting)
    {
    }

    private static ImmutableDictionary<CaptureId, object> FindAliases(ControlFlowGraph graph)
    {
        var targets = new HashSet<CaptureId>(graph.Blocks
            .SelectMany(static block => block.Operations)
            .SelectMany(static operation => operation.DescendantsAndSelf())
            .OfType<IAssignmentOperation>()
            .Select(static assignment => assignment.Target)
            .OfType<IFlowCaptureReferenceOperation>()
            .Select(static target => target.Id));

        ImmutableDictionary<CaptureId, object>.Builder aliases = ImmutableDictionary.CreateBuilder<CaptureId, object>();
        foreach (IFlowCaptureOperation capture in graph.Blocks.SelectMany(static block => block.Operations).OfType<IFlowCaptureOperation>())
        {
            if (targets.Contains(capture.Id) && Evaluator.VariableOf(capture.Value) is { } variable)
            {
                aliases[capture.Id] = variable;
            }
        }

        return aliases.ToImmutable();
    }
}
