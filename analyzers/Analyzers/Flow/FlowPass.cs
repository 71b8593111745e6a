using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace TorchSharp.Generators.Analyzers.Flow;

/// <summary>
/// Carries states over the blocks of a body, or of one <c>finally</c> in it, until nothing changes. A finally is run on its own
/// for each state in which it is entered: what it leaves behind depends on that, and goes on to where the branch that entered
/// it was going.
/// </summary>
internal sealed class FlowPass<TState>(ForwardFlow<TState> flow, FlowPass<TState>? around = null, ControlFlowRegion? within = null)
    where TState : class
{
    /// <summary>Further states in which a finally is entered are taken together.</summary>
    private const int MostWaysIntoAFinally = 8;

    private readonly Dictionary<int, TState> _entries = [];
    private readonly SortedSet<int> _pending = [];
    private readonly Dictionary<ControlFlowRegion, List<FinallyRun>> _finallies = [];

    /// <summary>What is known when a finally is left by its end, null as long as it never is.</summary>
    private TState? _end;

    /// <summary>
    /// One way into a finally, and what came out. Both are kept: a second branch in the same state needs the outcome too.
    /// </summary>
    private sealed record FinallyRun(TState Input, FlowPass<TState> Pass)
    {
        /// <summary>Whether only exceptions that leave the body come this way.</summary>
        public required bool Unwinds { get; set; }
    }

    /// <summary>What is known before a block, null where it is not reached; that is not the same as knowing nothing.</summary>
    public TState? EntryOf(BasicBlock block) => _entries.TryGetValue(block.Ordinal, out TState? entry) ? entry : null;

    public void Reach(BasicBlock block, TState state)
    {
        if (within is not null && (block.Ordinal < within.FirstBlockOrdinal || block.Ordinal > within.LastBlockOrdinal))
        {
            around!.Reach(block, state);
            return;
        }

        TState? known = EntryOf(block);
        TState joined = known is null ? state : flow.Join(known, state);
        if (known is null || !flow.Same(known, joined))
        {
            _entries[block.Ordinal] = joined;
            _pending.Add(block.Ordinal);
        }
    }

    public void Settle()
    {
        while (_pending.Count > 0)
        {
            BasicBlock block = flow.Graph.Blocks[_pending.Min];
            _pending.Remove(block.Ordinal);
            flow.CountVisit();
            Go(block);
        }
    }

    /// <summary>Applies everything once more, in the states that were found.</summary>
    public void Replay()
    {
        foreach (int ordinal in _entries.Keys.OrderBy(static ordinal => ordinal))
        {
            Through(flow.Graph.Blocks[ordinal], static _ => { });
        }

        bool unwinding = flow.IsUnwinding;
        foreach (FinallyRun run in _finallies.Values.SelectMany(static runs => runs))
        {
            flow.IsUnwinding = unwinding || run.Unwinds;
            run.Pass.Replay();
        }

        flow.IsUnwinding = unwinding;
    }

    private void Go(BasicBlock block)
    {
        // An exception may leave at any statement, so a handler knows what holds before and after each of them.
        if (Through(block, state => Throw(block.EnclosingRegion, state)) is not { } state)
        {
            return;
        }

        IOperation? condition = block.ConditionKind == ControlFlowConditionKind.None ? null : block.BranchValue;
        if (block.ConditionalSuccessor is { } conditional && condition is not null)
        {
            bool outcome = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            Follow(conditional, Assume(condition, outcome, state));
            Follow(block.FallThroughSuccessor, Assume(condition, !outcome, state));
        }
        else
        {
            Follow(block.FallThroughSuccessor, state);
        }
    }

    private TState? Assume(IOperation condition, bool outcome, TState state) =>
        condition.ConstantValue is { HasValue: true, Value: bool known } && known != outcome
            ? null
            : flow.Assume(condition, outcome, state);

    private TState? Through(BasicBlock block, Action<TState> atEachPoint)
    {
        TState? state = _entries[block.Ordinal];
        atEachPoint(state);
        foreach (IOperation operation in block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
        {
            state = flow.Apply(operation, state);
            if (state is null)
            {
                return null;
            }

            atEachPoint(state);
        }

        if (block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Return })
        {
            flow.Return(block.BranchValue, state);
        }

        return state;
    }

    private void Follow(ControlFlowBranch? branch, TState? state)
    {
        if (branch is null || state is null)
        {
            return;
        }

        if (branch.Destination is { } destination)
        {
            TState? current = state;
            foreach (ControlFlowRegion left in branch.FinallyRegions)
            {
                current = current is null ? null : Finally(left, current, unwinds: false);
            }

            if (current is not null)
            {
                Reach(destination, current);
            }
        }
        else if (branch.Semantics == ControlFlowBranchSemantics.StructuredExceptionHandling
            && branch.Source.EnclosingRegion is { } region
            && IsEndOfFinally(region))
        {
            _end = _end is null ? state : flow.Join(_end, state);
        }
    }

    /// <summary>
    /// A filter ends in the same kind of branch as a finally, and in it goes on to the next handler, which is reached anyway.
    /// </summary>
    private bool IsEndOfFinally(ControlFlowRegion region)
    {
        ControlFlowRegion? current = region;
        while (current is not null && current != within && current.Kind != ControlFlowRegionKind.Filter)
        {
            current = current.EnclosingRegion;
        }

        return current is not null && current == within;
    }

    /// <summary>Leaves the regions outwards until somebody catches everything.</summary>
    private void Throw(ControlFlowRegion? from, TState state)
    {
        TState? current = state;
        for (ControlFlowRegion? region = from; region is not null && current is not null; region = region.EnclosingRegion)
        {
            if (region is not { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { } whole })
            {
                continue;
            }

            foreach (ControlFlowRegion handler in whole.NestedRegions.Where(nested => nested != region))
            {
                if (handler.Kind == ControlFlowRegionKind.Finally)
                {
                    current = Finally(handler, current, unwinds: !IsCaught(whole));
                    break;
                }

                Reach(flow.Graph.Blocks[handler.FirstBlockOrdinal], current);
                if (CatchesAll(handler))
                {
                    return;
                }
            }
        }
    }

    /// <summary>Whether a handler around <paramref name="statement"/> may end the way of an exception that leaves it.</summary>
    private static bool IsCaught(ControlFlowRegion statement)
    {
        for (ControlFlowRegion region = statement; region.EnclosingRegion is { } outer; region = outer)
        {
            if (region.Kind == ControlFlowRegionKind.Try && outer.Kind == ControlFlowRegionKind.TryAndCatch)
            {
                return true;
            }
        }

        return false;
    }

    private static bool CatchesAll(ControlFlowRegion handler) =>
        handler is { Kind: ControlFlowRegionKind.Catch, ExceptionType: { } type }
        && (type.SpecialType == SpecialType.System_Object
            || type is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } });

    /// <summary>What a finally makes of <paramref name="input"/>, null where it does not come to its end.</summary>
    private TState? Finally(ControlFlowRegion region, TState input, bool unwinds)
    {
        // One that encloses the pass itself belongs to a pass further out.
        if (within is not null
            && (region.FirstBlockOrdinal < within.FirstBlockOrdinal || region.LastBlockOrdinal > within.LastBlockOrdinal))
        {
            return around!.Finally(region, input, unwinds);
        }

        if (!_finallies.TryGetValue(region, out List<FinallyRun>? runs))
        {
            _finallies[region] = runs = [];
        }

        if (runs.Find(run => flow.Same(run.Input, input)) is { } known)
        {
            known.Unwinds &= unwinds;
            return known.Pass._end;
        }

        TState entered = input;
        List<FinallyRun> alike = runs.FindAll(run => run.Unwinds == unwinds);
        if (alike.Count >= MostWaysIntoAFinally)
        {
            entered = alike.Aggregate(input, (joined, run) => flow.Join(joined, run.Input));
            runs.RemoveAll(alike.Contains);
        }

        var pass = new FlowPass<TState>(flow, this, region);
        runs.Add(new FinallyRun(entered, pass) { Unwinds = unwinds });
        pass.Reach(flow.Graph.Blocks[region.FirstBlockOrdinal], entered);
        pass.Settle();
        return pass._end;
    }
}
