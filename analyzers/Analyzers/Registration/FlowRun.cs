using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using TorchSharp.Generators.Analyzers.Flow;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>Carries a state over the blocks of one body until nothing changes, and then once more to record.</summary>
internal sealed class FlowRun(ControlFlowGraph graph, ConstructorSteps steps, Action<bool> recording)
{
    private readonly ConstructionState?[] _entries = new ConstructionState?[graph.Blocks.Length];
    private readonly Queue<int> _pending = new();

    /// <summary>The state in which the body is left normally, null where it never is.</summary>
    public ConstructionState? Run(ConstructionState entry)
    {
        recording(false);
        Reach(graph.Blocks[0], entry);
        while (_pending.Count > 0)
        {
            BasicBlock block = graph.Blocks[_pending.Dequeue()];
            Leave(block, Through(block));
        }

        recording(true);
        foreach (BasicBlock block in graph.Blocks.Where(block => _entries[block.Ordinal] is not null))
        {
            Through(block);
        }

        return _entries[graph.Blocks.Length - 1];
    }

    private ConstructionState? Through(BasicBlock block)
    {
        ConstructionState? state = _entries[block.Ordinal];
        foreach (IOperation operation in block.Operations)
        {
            state = state is null ? null : steps.Apply(operation, state);
        }

        return state is null || block.BranchValue is null ? state : steps.Apply(block.BranchValue, state);
    }

    private void Leave(BasicBlock block, ConstructionState? state)
    {
        if (state is null)
        {
            return;
        }

        foreach (ControlFlowBranch? branch in new[] { block.FallThroughSuccessor, block.ConditionalSuccessor })
        {
            if (branch?.Destination is { } destination)
            {
                Reach(destination, state);
            }
        }

        // An exception may leave a try at any point of it, so its handlers see what holds before and after each block.
        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { Kind: ControlFlowRegionKind.TryAndCatch } guarded })
            {
                foreach (ControlFlowRegion handler in guarded.NestedRegions.Where(nested => nested.Kind != ControlFlowRegionKind.Try))
                {
                    Reach(graph.Blocks[handler.FirstBlockOrdinal], ConstructionState.Join(_entries[block.Ordinal], state)!);
                }
            }
        }
    }

    private void Reach(BasicBlock block, ConstructionState state)
    {
        ConstructionState? known = _entries[block.Ordinal];
        ConstructionState joined = ConstructionState.Join(known, state)!;
        if (known is null || !known.SameAs(joined))
        {
            _entries[block.Ordinal] = joined;
            _pending.Enqueue(block.Ordinal);
        }
    }
}
