using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace TorchSharp.Generators.Analyzers.Flow;

/// <summary>One place that names a member.</summary>
/// <param name="Operation">The reference.</param>
/// <param name="In">The method, accessor or initialiser around it.</param>
internal sealed record MemberReference(IOperation Operation, ISymbol In);

/// <summary>Where a member is used: in its own type if it is private, else anywhere in the compilation.</summary>
internal sealed class MemberUses(MethodBodies bodies)
{
    /// <summary>Trees survive an edit elsewhere, so what they name is remembered beyond one compilation.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, ILookup<string, IdentifierNameSyntax>> s_names = new();

    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<MemberReference>> _references = new(SymbolEqualityComparer.Default);

    public ImmutableArray<MemberReference> Of(ISymbol member, CancellationToken cancellationToken) =>
        _references.GetOrAdd(member.OriginalDefinition, found => Find(found, cancellationToken).ToImmutableArray());

    /// <summary>The methods, accessors and initialisers that name <paramref name="method"/>.</summary>
    public ImmutableArray<ISymbol> Callers(IMethodSymbol method, CancellationToken cancellationToken) =>
        Names(method.OriginalDefinition, cancellationToken).Select(static found => found.In).ToImmutableArray();

    private IEnumerable<MemberReference> Find(ISymbol member, CancellationToken cancellationToken) =>
        from found in Names(member, cancellationToken)
        let operation = OperationOf(found.Name, bodies.ModelOf(found.Name.SyntaxTree), cancellationToken)
        where operation is not null
        select new MemberReference(operation, found.In);

    private IEnumerable<(IdentifierNameSyntax Name, ISymbol In)> Names(ISymbol member, CancellationToken cancellationToken)
    {
        IEnumerable<SyntaxTree> trees = member.DeclaredAccessibility == Accessibility.Private || member is IParameterSymbol
            ? member.ContainingType.DeclaringSyntaxReferences.Select(static reference => reference.SyntaxTree).Distinct()
            : bodies.Compilation.SyntaxTrees;

        foreach (SyntaxTree tree in trees.Where(bodies.Compilation.ContainsSyntaxTree))
        {
            foreach (IdentifierNameSyntax name in NamesIn(tree, cancellationToken)[member.Name])
            {
                cancellationToken.ThrowIfCancellationRequested();
                SemanticModel model = bodies.ModelOf(tree);
                if (SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition, member)
                    && model.GetEnclosingSymbol(name.SpanStart, cancellationToken) is { } enclosing)
                {
                    yield return (name, Outermost(enclosing));
                }
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
        return model.GetOperation(node, cancellationToken) switch
        {
            IMemberReferenceOperation or IParameterReferenceOperation => model.GetOperation(node, cancellationToken),
            var other => other?.DescendantsAndSelf().FirstOrDefault(static operation => operation is IMemberReferenceOperation),
        };
    }

    /// <summary>Lambdas and local functions belong to the member that they are written in.</summary>
    private static ISymbol Outermost(ISymbol symbol)
    {
        ISymbol current = symbol;
        while (current.ContainingSymbol is IMethodSymbol or IFieldSymbol or IPropertySymbol && current is not IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet })
        {
            current = current.ContainingSymbol;
        }

        return current;
    }

    private static ILookup<string, IdentifierNameSyntax> NamesIn(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (!s_names.TryGetValue(tree, out ILookup<string, IdentifierNameSyntax>? names))
        {
            names = tree.GetRoot(cancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>().ToLookup(static name => name.Identifier.ValueText);
            s_names.Remove(tree);
            names = s_names.GetValue(tree, _ => names);
        }

        return names;
    }
}
