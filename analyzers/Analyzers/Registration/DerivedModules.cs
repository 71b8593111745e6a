using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>
/// Which classes of a compilation derive from one of its own. They are found by the names in base lists: to ask each class for
/// its base would bind all of them, after each keystroke.
/// </summary>
internal sealed class DerivedModules(MethodBodies bodies)
{
    private readonly Lazy<ImmutableArray<BaseLists>> _lists =
        new(
            () =>
                [
                    .. bodies.Compilation.SyntaxTrees
                        .Select(static tree => BaseLists.Of(tree, default))
                        .Where(static lists => lists.Classes.Count + lists.Aliases.Count > 0)
                ]);

    /// <summary>Those that derive from <paramref name="type"/>, by whatever number of steps.</summary>
    public ImmutableArray<INamedTypeSymbol> Of(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var derived = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var names = new HashSet<string> { type.Name };
        for (var waiting = new Queue<string>(names); waiting.Count > 0;)
        {
            string name = waiting.Dequeue();
            foreach (BaseLists lists in _lists.Value)
            {
                derived.UnionWith(lists.Classes[name].Select(declaration => SymbolOf(declaration, cancellationToken))
                    .Where(found => DerivesFrom(found, type)));
                foreach (string next in lists.Classes[name].Select(static declaration => declaration.Identifier.ValueText)
                    .Concat(lists.Aliases[name])
                    .Where(names.Add))
                {
                    waiting.Enqueue(next);
                }
            }
        }

        return [.. derived];
    }

    public static bool DerivesFrom(INamedTypeSymbol type, INamedTypeSymbol ancestor) =>
        ModuleClassifier.Ancestors(type).Any(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, ancestor));

    private INamedTypeSymbol SymbolOf(ClassDeclarationSyntax declaration, CancellationToken cancellationToken) =>
        (INamedTypeSymbol)bodies.ModelOf(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellationToken)!;
}
