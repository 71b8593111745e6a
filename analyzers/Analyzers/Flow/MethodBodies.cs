using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TorchSharp.Generators.Analyzers.Flow;

/// <summary>Bodies of methods anywhere in the compilation, as operations and as control flow.</summary>
internal sealed class MethodBodies(Compilation compilation)
{
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<SyntaxNode, ControlFlowGraph?> _graphs = new();
    private readonly ConcurrentDictionary<SyntaxNode, ImmutableArray<IOperation>> _returns = new();

    public Compilation Compilation => compilation;

#pragma warning disable RS0030 // the one place that asks
    public SemanticModel ModelOf(SyntaxTree tree) => _models.GetOrAdd(tree, added => compilation.GetSemanticModel(added));
#pragma warning restore RS0030

    /// <summary>
    /// Whether the source of a symbol can be looked into. In an editor, and for <c>dotnet format</c>, a class of another project has
    /// a source too, but no body of it is bound here.
    /// </summary>
    public bool HasSourceOf(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    /// <summary>The control flow of a constructor, method or accessor, null where it has no body to look into.</summary>
    public ControlFlowGraph? GraphOf(IMethodSymbol method) =>
        BodyOf(method) is { } body ? _graphs.GetOrAdd(body, CreateGraph) : null;

    public IOperation? OperationOf(SyntaxNode node) =>
        compilation.ContainsSyntaxTree(node.SyntaxTree) ? ModelOf(node.SyntaxTree).GetOperation(node) : null;

    /// <summary>What a method, a local function or a getter returns, as it was written; nothing where its source is not here.</summary>
    public ImmutableArray<IOperation> ReturnsOf(IMethodSymbol method) =>
        (BodyOf(method.OriginalDefinition) ?? LocalFunctionOf(method.OriginalDefinition)) is { } body
            ? _returns.GetOrAdd(body, FindReturns)
            : [];

    /// <summary>Where the body of a method or a local function names a parameter of it; nothing where its source is not here.</summary>
    public IEnumerable<IParameterReferenceOperation> ReferencesTo(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol method
        && PartialParts.ImplementationOf(method.OriginalDefinition) is { } source
        && OperationOf(source) is { } body
            ? body.Descendants().OfType<IParameterReferenceOperation>().Where(reference =>
                reference.Parameter.Ordinal == parameter.Ordinal
                && SymbolEqualityComparer.Default.Equals(
                    reference.Parameter.ContainingSymbol, PartialParts.Implementing(method.OriginalDefinition)))
            : [];

    private ImmutableArray<IOperation> FindReturns(SyntaxNode body) =>
        OperationOf(body) is { } operation ? [.. Returns(operation)] : [];

    private static IEnumerable<IOperation> Returns(IOperation operation)
    {
        foreach (IOperation child in operation.ChildOperations)
        {
            if (child is IReturnOperation { ReturnedValue: { } value })
            {
                yield return value;
            }
            else if (child is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            {
                foreach (IOperation inner in Returns(child))
                {
                    yield return inner;
                }
            }
        }
    }

    /// <summary>The call of the base constructor in <c>class X(...) : Base(...)</c>.</summary>
    public IMethodSymbol? PrimaryBaseConstructor(IMethodSymbol primaryConstructor) =>
        primaryConstructor.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax())
            .OfType<TypeDeclarationSyntax>()
            .SelectMany(static type => type.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>() ?? [])
            .Select(clause => ModelOf(clause.SyntaxTree).GetSymbolInfo(clause).Symbol)
            .OfType<IMethodSymbol>()
            .FirstOrDefault();

    private static SyntaxNode? BodyOf(IMethodSymbol method)
    {
        foreach (SyntaxReference reference in PartialParts.Implementing(method).DeclaringSyntaxReferences)
        {
            switch (reference.GetSyntax())
            {
                case BaseMethodDeclarationSyntax { Body: not null } or BaseMethodDeclarationSyntax { ExpressionBody: not null }:
                    return reference.GetSyntax();
                case AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null }:
                    return reference.GetSyntax();
                case ArrowExpressionClauseSyntax arrow:
                    return arrow;
            }
        }

        return null;
    }

    private static SyntaxNode? LocalFunctionOf(IMethodSymbol method) =>
        method.MethodKind == MethodKind.LocalFunction && method.DeclaringSyntaxReferences is [var reference] ? reference.GetSyntax() : null;

    private ControlFlowGraph? CreateGraph(SyntaxNode body) =>
        compilation.ContainsSyntaxTree(body.SyntaxTree) && ModelOf(body.SyntaxTree).GetOperation(body) is { Parent: null }
            ? ControlFlowGraph.Create(body, ModelOf(body.SyntaxTree))
            : null;
}
