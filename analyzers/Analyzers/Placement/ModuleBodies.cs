using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>The bodies of one module class, gathered over all of its parts.</summary>
internal sealed class ModuleBodies(INamedTypeSymbol type, TorchSymbols torch)
{
    private readonly ConcurrentDictionary<IMethodSymbol, MethodBody> _bodies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IFieldSymbol, ImmutableArray<LayerKind>> _values = new(SymbolEqualityComparer.Default);

    /// <summary>What TorchSharp calls with the input: <c>forward</c>, as an override or, over a plain <c>Module</c>, by its name.</summary>
    public IEnumerable<MethodBody> Forwards =>
        _bodies.Values
            .Where(body => body.Method is { Name: "forward" or "Forward", IsStatic: false, MethodKind: MethodKind.Ordinary })
            .Where(body => body.Method.Parameters.Length > 0)
            .OrderBy(static body => body.Method.Locations[0].SourceSpan.Start);

    public MethodBody? Find(IMethodSymbol method) =>
        _bodies.TryGetValue(method.OriginalDefinition, out MethodBody? body) ? body : null;

    /// <summary>The kinds of modules that the class assigns to a field.</summary>
    public ImmutableArray<LayerKind> ValuesOf(IFieldSymbol field) =>
        _values.TryGetValue(field.OriginalDefinition, out ImmutableArray<LayerKind> kinds) ? kinds : [];

    public void Add(OperationBlockAnalysisContext context)
    {
        if (!SymbolEqualityComparer.Default.Equals(context.OwningSymbol.ContainingType, type))
        {
            return;
        }

        foreach (IOperation block in context.OperationBlocks)
        {
            foreach (IOperation operation in block.DescendantsAndSelf())
            {
                NoteValue(operation);
            }
        }

        if (context.OwningSymbol is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet } method
            && context.OperationBlocks.FirstOrDefault(static block => block is IBlockOperation) is { } body)
        {
            Add(method, context.GetControlFlowGraph(body));
        }
    }

    private void Add(IMethodSymbol method, ControlFlowGraph graph)
    {
        _bodies[method] = new MethodBody(method, graph);
        foreach (IMethodSymbol local in graph.LocalFunctions)
        {
            Add(local, graph.GetLocalFunctionControlFlowGraph(local));
        }
    }

    private void NoteValue(IOperation operation)
    {
        (IFieldSymbol? field, IOperation? value) = operation switch
        {
            IFieldInitializerOperation { InitializedFields: [var initialized, ..] } initializer => (initialized, initializer.Value),
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: var assigned } } assignment => (assigned, assignment.Value),
            _ => (null, null),
        };

        if (field is not null && value is not null && torch.IsModule(field.Type))
        {
            IOperation bare = value is IConversionOperation { Operand: { } operand } ? operand : value;
            ImmutableArray<LayerKind> kinds = [Layers.KindOf(bare.Type, torch)];
            _values.AddOrUpdate(field.OriginalDefinition, kinds, (_, known) => known.AddRange(kinds));
        }
    }
}
