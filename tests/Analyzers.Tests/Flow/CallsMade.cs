using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.Flow;

/// <summary>
/// The smallest question that tells the paths of a body apart: which methods have been called? <c>A</c> on every path,
/// <c>A?</c> on some. <c>Fail()</c> never returns, and <c>Is(...)</c> may throw as any call.
/// </summary>
internal sealed class CallsMade(ControlFlowGraph graph) : ForwardFlow<ImmutableSortedDictionary<string, Certainty>>(graph)
{
    private readonly Dictionary<string, string> _before = [];

    /// <summary>What is known before the call of <c>At()</c>, by the number that it is given.</summary>
    public IReadOnlyDictionary<string, string> Before => _before;

    /// <summary>The same on the way of an exception that nothing catches.</summary>
    public List<string> Unwinding { get; } = [];

    public List<string> Returned { get; } = [];

    public static (string Exit, CallsMade Flow) Of(string body)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText($$"""
            using System;

            class C
            {
                int M(bool b, bool c)
                {
                    {{body}}
                    return 0;
                }

                void A() { } void B() { } void C1() { } void D() { } void E() { } void Fail() { } void At(int place) { } bool Is(int i) => true;
            }
            """);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Flow", [tree], TestReferences.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        MethodDeclarationSyntax method = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().First();
        var flow = new CallsMade(ControlFlowGraph.Create(method, compilation.GetSemanticModel(tree))!);
        return (Show(flow.Run(ImmutableSortedDictionary.Create<string, Certainty>(StringComparer.Ordinal))), flow);
    }

    protected internal override ImmutableSortedDictionary<string, Certainty> Join(
        ImmutableSortedDictionary<string, Certainty> left, ImmutableSortedDictionary<string, Certainty> right) =>
        left.Keys.Union(right.Keys).ToImmutableSortedDictionary(
            static name => name,
            name => left.GetValueOrDefault(name).Join(right.GetValueOrDefault(name)),
            StringComparer.Ordinal);

    protected internal override bool Same(
        ImmutableSortedDictionary<string, Certainty> left, ImmutableSortedDictionary<string, Certainty> right) =>
        left.SequenceEqual(right);

    protected internal override ImmutableSortedDictionary<string, Certainty>? Apply(
        IOperation operation, ImmutableSortedDictionary<string, Certainty> state)
    {
        foreach (IInvocationOperation call in operation.DescendantsAndSelf().OfType<IInvocationOperation>())
        {
            switch (call.TargetMethod.Name)
            {
                case "Fail":
                    return null;
                case "At":
                    if (IsSettled)
                    {
                        string place = call.Arguments[0].Syntax.ToString();
                        if (IsUnwinding)
                        {
                            Unwinding.Add($"{place}: {Show(state)}");
                        }

                        _before[place] = _before.TryGetValue(place, out string? other) ? $"{other} | {Show(state)}" : Show(state);
                    }

                    break;
                default:
                    state = state.SetItem(call.TargetMethod.Name, Certainty.Yes);
                    break;
            }
        }

        return state;
    }

    protected internal override void Return(IOperation? value, ImmutableSortedDictionary<string, Certainty> state)
    {
        if (IsSettled)
        {
            Returned.Add($"{value?.Syntax}: {Show(state)}");
        }
    }

    private static string Show(ImmutableSortedDictionary<string, Certainty>? state) =>
        state is null
            ? "never"
            : string.Join(" ", state.Select(static entry => entry.Value == Certainty.Yes ? entry.Key : entry.Key + "?"));
}
