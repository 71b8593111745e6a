using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>One method of the class: its control flow, and what is known about a call of it so far.</summary>
internal sealed class MethodBody
{
    private readonly ControlFlowGraph _graph;
    private readonly ImmutableDictionary<CaptureId, object> _aliases;

    public MethodBody(IMethodSymbol method, ControlFlowGraph graph)
    {
        Method = method;
        _graph = graph;
        _aliases = FindAliases(graph);
    }

    public IMethodSymbol Method { get; }

    /// <summary>The parameters, as the callers pass them.</summary>
    public FlowState Entry { get; set; } = FlowState.Empty;

    /// <summary>The variables when it returns.</summary>
    public FlowState Exit { get; private set; } = FlowState.Empty;

    /// <summary>What it returns.</summary>
    public TensorPlacement Result { get; private set; } = TensorPlacement.Unknown;

    /// <summary>
    /// The variable that a captured target stands for: in <c>mask ??= f()</c> and in <c>mask = c ? a : b</c> the graph
    /// keeps <c>mask</c> aside and assigns to what it kept.
    /// </summary>
    public object? Alias(CaptureId capture) => _aliases.TryGetValue(capture, out object? variable) ? variable : null;

    /// <summary>Runs the method until nothing changes. Says whether a caller could see a difference.</summary>
    public bool Run(ClassFlow flow, Action<Meeting> meet)
    {
        FlowState exit = FlowState.Empty;
        TensorPlacement? result = null;
        var before = new Dictionary<int, FlowState> { [0] = Entry };
        var queue = new SortedSet<int> { 0 };

        while (queue.Count > 0)
        {
            BasicBlock block = _graph.Blocks[queue.Min];
            queue.Remove(block.Ordinal);
            FlowState state = before[block.Ordinal].Copy();
            var evaluator = new Evaluator(this, flow, state, meet);
            foreach (IOperation operation in block.Operations)
            {
                evaluator.Evaluate(operation);
            }

            TensorPlacement value = evaluator.Evaluate(block.BranchValue);
            if (block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Return } && block.BranchValue is not null)
            {
                result = result?.Join(value) ?? value;
            }

            foreach (BasicBlock next in Successors(block))
            {
                FlowState joined = before.TryGetValue(next.Ordinal, out FlowState? known) ? known.Join(state, flow.Before) : state;
                if (known is null || !joined.Equals(known))
                {
                    before[next.Ordinal] = joined.Copy();
                    queue.Add(next.Ordinal);
                }
            }

            if (block.Kind == BasicBlockKind.Exit)
            {
                exit = state;
            }
        }

        result ??= TensorPlacement.Unknown;
        bool changed = !exit.Equals(Exit) || !result.Equals(Result);
        (Exit, Result) = (exit, result);
        return changed;
    }

    /// <summary>
    /// Where execution goes on after <paramref name="block"/>. A handler is entered with what held before the region that it
    /// guards, and what a <c>finally</c> does on the way out does not move tensors.
    /// </summary>
    private IEnumerable<BasicBlock> Successors(BasicBlock block)
    {
        foreach (ControlFlowBranch? branch in new[] { block.ConditionalSuccessor, block.FallThroughSuccessor })
        {
            if (branch?.Destination is { } destination)
            {
                yield return destination;
            }
        }

        foreach (ControlFlowRegion handler in HandlersEnteredAt(block))
        {
            yield return _graph.Blocks[handler.FirstBlockOrdinal];
        }
    }

    private static IEnumerable<ControlFlowRegion> HandlersEnteredAt(BasicBlock block)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { } whole })
            {
                foreach (ControlFlowRegion handler in whole.NestedRegions.Where(nested => nested != region))
                {
                    yield return handler;
                }
            }
        }
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
            object? variable = capture.Value switch
            {
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field => field.Field,
                IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property.IsIndexer: false } property => property.Property,
                _ => null,
            };
            if (variable is not null && targets.Contains(capture.Id))
            {
                aliases[capture.Id] = variable;
            }
        }

        return aliases.ToImmutable();
    }
}
