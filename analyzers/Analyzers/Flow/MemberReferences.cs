using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace TorchSharp.Generators.Analyzers.Flow;

/// <summary>One place that names a member.</summary>
/// <param name="Operation">The reference.</param>
/// <param name="In">The method, accessor or initialiser around it.</param>
internal sealed record MemberReference(IOperation Operation, ISymbol In);

/// <summary>
/// Where a member is used: in its own type if it is private, else anywhere in the compilation. Whether a name can be the
/// member, and whether it is written there, is seen in the syntax before any symbol is asked for.
/// </summary>
internal sealed class MemberReferences(MethodBodies bodies, Func<SyntaxTree, bool> isRelevant)
{
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<MemberReference>> _references = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<MemberReference>> _writes = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<ISymbol>> _callers = new(SymbolEqualityComparer.Default);

    /// <summary>All places that name the member.</summary>
    public ImmutableArray<MemberReference> Of(ISymbol member, CancellationToken cancellationToken) =>
        _references.GetOrAdd(member.OriginalDefinition, found => [.. Find(found, static _ => true, cancellationToken)]);

    /// <summary>Those of them that stand in a place of one kind: the others are not bound.</summary>
    public IEnumerable<MemberReference> Of(ISymbol member, Func<IdentifierNameSyntax, bool> filter, CancellationToken cancellationToken) =>
        Find(member.OriginalDefinition, filter, cancellationToken);

    /// <summary>The places that may put another value into the member: assignments, deconstructions, <c>out</c> and <c>ref</c>.</summary>
    public ImmutableArray<MemberReference> WritesOf(ISymbol member, CancellationToken cancellationToken) =>
        _writes.GetOrAdd(member.OriginalDefinition, found => [.. Find(found, IsWritten, cancellationToken)]);

    /// <summary>The methods, accessors and initialisers that name <paramref name="method"/>.</summary>
    public ImmutableArray<ISymbol> Callers(IMethodSymbol method, CancellationToken cancellationToken) =>
        _callers.GetOrAdd(
            PartialParts.Defining(method.OriginalDefinition),
            found => [.. Names(found, static _ => true, cancellationToken).Select(static name => name.In)]);

    /// <summary>The calls of <paramref name="method"/>.</summary>
    public IEnumerable<IInvocationOperation> CallsOf(IMethodSymbol method, CancellationToken cancellationToken) =>
        Names(PartialParts.Defining(method.OriginalDefinition), static _ => true, cancellationToken)
            .Select(static name => name.Name.FirstAncestorOrSelf<InvocationExpressionSyntax>())
            .OfType<InvocationExpressionSyntax>()
            .Select(bodies.OperationOf)
            .OfType<IInvocationOperation>()
            .Where(call => SymbolEqualityComparer.Default.Equals(
                call.TargetMethod.OriginalDefinition, PartialParts.Defining(method.OriginalDefinition)));

    private IEnumerable<MemberReference> Find(
        ISymbol member, Func<IdentifierNameSyntax, bool> filter, CancellationToken cancellationToken) =>
        from found in Names(member, filter, cancellationToken)
        let operation = OperationOf(found.Name, bodies.ModelOf(found.Name.SyntaxTree), cancellationToken)
        where operation is not null
        select new MemberReference(operation, found.In);

    private IEnumerable<(IdentifierNameSyntax Name, ISymbol In)> Names(
        ISymbol member, Func<IdentifierNameSyntax, bool> filter, CancellationToken cancellationToken)
    {
        INamedTypeSymbol type = member.ContainingType;
        bool isPrivate = member.DeclaredAccessibility == Accessibility.Private || member is IParameterSymbol;
        IEnumerable<SyntaxTree> trees = isPrivate
            ? type.DeclaringSyntaxReferences.Select(static reference => reference.SyntaxTree).Distinct()
            : bodies.Compilation.SyntaxTrees.Where(tree => isRelevant(tree) || NamesInTree.Mentions(tree, type.Name, cancellationToken));

        foreach (SyntaxTree tree in trees.Where(bodies.Compilation.ContainsSyntaxTree))
        {
            foreach (IdentifierNameSyntax name in NamesInTree.Of(tree, cancellationToken)[member.Name])
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!filter(name) || !MayBe(name, type, isPrivate))
                {
                    continue;
                }

                SemanticModel model = bodies.ModelOf(tree);
                if (SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition, member)
                    && model.GetEnclosingSymbol(name.SpanStart, cancellationToken) is { } enclosing)
                {
                    yield return (name, Outermost(enclosing));
                }
            }
        }
    }

    /// <summary>A bare name means the member only in its own class and in those that derive from something.</summary>
    private static bool MayBe(IdentifierNameSyntax name, INamedTypeSymbol type, bool isPrivate)
    {
        bool isBare = !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
            && name.Parent is not (MemberBindingExpressionSyntax or NameColonSyntax
                or AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax });
        return isPrivate || !isBare
            ? !isPrivate || type.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == name.SyntaxTree && part.Span.Contains(name.Span))
            : name.Ancestors().OfType<TypeDeclarationSyntax>().Any(around =>
                around.BaseList is not null || around.Identifier.ValueText == type.Name);
    }

    /// <summary>
    /// By its place alone: the target of an assignment, an element of a deconstruction, an <c>out</c> or <c>ref</c> argument.
    /// </summary>
    private static bool IsWritten(IdentifierNameSyntax name)
    {
        SyntaxNode current = name;
        while (true)
        {
            switch (current.Parent)
            {
                case MemberAccessExpressionSyntax access when access.Name == current:
                case ParenthesizedExpressionSyntax or TupleExpressionSyntax
                    or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }:
                case MemberBindingExpressionSyntax or ConditionalAccessExpressionSyntax:
                case ArgumentSyntax { RefKindKeyword.RawKind: 0, Parent: TupleExpressionSyntax }:
                    current = current.Parent;
                    continue;
                case AssignmentExpressionSyntax assignment:
                    return assignment.Left == current;
                case ArgumentSyntax argument:
                    return argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) || argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword);
                case ForEachVariableStatementSyntax loop:
                    return loop.Variable == current;
                default:
                    return false;
            }
        }
    }

    private static IOperation? OperationOf(IdentifierNameSyntax name, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode node = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access,
            MemberBindingExpressionSyntax binding => binding,
            _ => name,
        };
        IOperation? operation = model.GetOperation(node, cancellationToken);
        return operation is IMemberReferenceOperation or IParameterReferenceOperation
            ? operation
            : operation?.DescendantsAndSelf().FirstOrDefault(static part => part is IMemberReferenceOperation);
    }

    /// <summary>Lambdas and local functions belong to the member that they are written in.</summary>
    private static ISymbol Outermost(ISymbol symbol)
    {
        ISymbol current = symbol;
        while (current.ContainingSymbol is IMethodSymbol or IFieldSymbol or IPropertySymbol
            && current is not IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet })
        {
            current = current.ContainingSymbol;
        }

        return current;
    }
}
