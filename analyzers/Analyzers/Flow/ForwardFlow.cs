using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace TorchSharp.Generators.Analyzers.Flow;

/// <summary>
/// A question about what holds at each point of a body, answered forwards over all paths. A rule brings the states and what
/// an operation does to them; how control moves is the same for all of them and stands in <see cref="FlowPass{TState}"/>.
/// </summary>
/// <typeparam name="TState">
/// What is known at one point. A state is a value: no method changes one that it is given. Between any two there must be
/// finitely many, or a loop never settles.
/// </typeparam>
internal abstract class ForwardFlow<TState>(ControlFlowGraph graph)
    where TState : class
{
    /// <summary>A block is visited once for each step that its entry takes up the lattice, so no real lattice comes near this.</summary>
    private const int MostVisitsOfABlock = 500;

    private int _visits;

    public ControlFlowGraph Graph { get; } = graph;

    /// <summary>
    /// Whether nothing more is learnt: every reached operation is then applied once more, with all that is known before it. A
    /// rule reports here. A <c>finally</c> that is entered in different states is gone through in each of them.
    /// </summary>
    protected internal bool IsSettled { get; private set; }

    /// <summary>
    /// Whether a <c>finally</c> is gone through on the way of an exception that nothing in the body catches: what comes after
    /// the body is not reached from here.
    /// </summary>
    public bool IsUnwinding { get; internal set; }

    /// <summary>What holds when the body is left normally, null where it never is.</summary>
    public TState? Run(TState entry)
    {
        FlowPass<TState> pass = Settled(entry);
        IsSettled = true;
        pass.Replay();
        return ExitOf(pass);
    }

    /// <summary>
    /// The same without a report, for a body that is followed while its caller still learns. With one, each body would be gone
    /// through twice for each time that its caller is, and a chain of twenty of them a million times.
    /// </summary>
    public TState? Settle(TState entry) => ExitOf(Settled(entry));

    /// <summary>What is known where two paths meet.</summary>
    protected internal abstract TState Join(TState left, TState right);

    /// <summary>Whether both know the same.</summary>
    protected internal abstract bool Same(TState left, TState right);

    /// <summary>What holds after a whole statement of the graph, null where it never completes.</summary>
    protected internal abstract TState? Apply(IOperation operation, TState state);

    /// <summary>What holds after a condition came out as <paramref name="outcome"/>, null where it cannot.</summary>
    protected internal virtual TState? Assume(IOperation condition, bool outcome, TState state) => state;

    /// <summary>Called where the body returns, with the returned value if it has one.</summary>
    protected internal virtual void Return(IOperation? value, TState state)
    {
    }

    private FlowPass<TState> Settled(TState entry)
    {
        _visits = 0;
        IsSettled = false;
        var pass = new FlowPass<TState>(this);
        pass.Reach(Graph.Blocks[0], entry);
        pass.Settle();
        return pass;
    }

    private TState? ExitOf(FlowPass<TState> pass) => pass.EntryOf(Graph.Blocks[Graph.Blocks.Length - 1]);

    internal void CountVisit()
    {
        if (++_visits > MostVisitsOfABlock * Graph.Blocks.Length)
        {
            SyntaxNode body = Graph.OriginalOperation.Syntax;
            SemanticModel? model = Graph.OriginalOperation.SemanticModel;
            ISymbol? method = model?.GetDeclaredSymbol(body) ?? model?.GetEnclosingSymbol(body.SpanStart);
            throw new InvalidOperationException($"{GetType().Name} does not settle in '{method?.ToDisplayString()}'");
        }
    }
}
