using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>
/// The static methods of a compilation in which a factory is called, by their names: a module that calls one makes a tensor
/// without naming a factory itself. A file is read once, however many compilations it goes through.
/// </summary>
internal static class CreatingHelpers
{
    private static readonly ConditionalWeakTable<SyntaxTree, ImmutableHashSet<string>> s_inTree = new();
    private static readonly ConditionalWeakTable<RegistrationOracle, ImmutableHashSet<string>> s_inCompilation = new();

    public static ImmutableHashSet<string> In(RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        if (!s_inCompilation.TryGetValue(oracle, out ImmutableHashSet<string>? names))
        {
            ImmutableHashSet<string> factories = TensorFactories.NamesIn(oracle.Torch);
            ImmutableHashSet<string> found =
                [.. oracle.Bodies.Compilation.SyntaxTrees.SelectMany(tree => In(tree, factories, cancellationToken))];
            names = s_inCompilation.GetValue(oracle, _ => found);
        }

        return names;
    }

    private static ImmutableHashSet<string> In(SyntaxTree tree, ImmutableHashSet<string> factories, CancellationToken cancellationToken)
    {
        if (!s_inTree.TryGetValue(tree, out ImmutableHashSet<string>? names))
        {
            ImmutableHashSet<string> found = NamesInTree.Mentions(tree, "orch", cancellationToken)
                ? [.. Find(tree, factories, cancellationToken)]
                : [];
            names = s_inTree.GetValue(tree, _ => found);
        }

        return names;
    }

    private static IEnumerable<string> Find(SyntaxTree tree, ImmutableHashSet<string> factories, CancellationToken cancellationToken) =>
        NamesInTree.Of(tree, cancellationToken)
            .Where(names => factories.Contains(names.Key))
            .SelectMany(static names => names)
            .Select(static name => name.FirstAncestorOrSelf<MethodDeclarationSyntax>())
            .OfType<MethodDeclarationSyntax>()
            .Where(static method => method.Modifiers.Any(SyntaxKind.StaticKeyword))
            .Select(static method => method.Identifier.ValueText);
}
