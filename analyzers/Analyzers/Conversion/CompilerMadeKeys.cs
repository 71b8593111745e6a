using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>
/// The keys of auto-properties. A class gets its own names as keys, with the compiler's as aliases, where generated code loads
/// its files. TorchSharp, which loads for a hand-written module or a container, knows no alias: there the old key stays.
/// </summary>
internal sealed class CompilerMadeKeys
{
    private readonly HashSet<INamedTypeSymbol> _generated;
    private readonly RegistrationOracle _oracle;
    private readonly CancellationToken _cancellationToken;

    private CompilerMadeKeys(IEnumerable<INamedTypeSymbol> generated, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        _generated = new(generated, SymbolEqualityComparer.Default);
        _oracle = oracle;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The same conversions, with the old key wherever a module may hold the class that stays hand-written.</summary>
    public static ImmutableArray<ClassConversion> Keep(
        ImmutableArray<ClassConversion> conversions, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        var keys = new CompilerMadeKeys(conversions.Select(static conversion => conversion.Type), oracle, cancellationToken);
        return conversions
            .Select(conversion => conversion.Members.Values.Any(static member => member.WithOldKey is not null)
                && keys.IsLoadedByHand(conversion.Type, new(SymbolEqualityComparer.Default))
                    ? conversion with { Members = WithOldKeys(conversion.Members) }
                    : conversion)
            .ToImmutableArray();
    }

    private static Dictionary<SyntaxNode, MemberConversion> WithOldKeys(IReadOnlyDictionary<SyntaxNode, MemberConversion> members) =>
        members.ToDictionary(
            static member => member.Key,
            static member => member.Value with { Attribute = member.Value.WithOldKey ?? member.Value.Attribute });

    private bool IsLoadedByHand(INamedTypeSymbol type, HashSet<INamedTypeSymbol> asked) =>
        asked.Add(type)
        && _oracle.Derived.Of(type, _cancellationToken)
            .Prepend(type)
            .SelectMany(made => HoldersOfClass.Of(made, _oracle, _cancellationToken))
            .Any(holder => !IsGenerated(holder) || IsLoadedByHand(holder, asked));

    private bool IsGenerated(INamedTypeSymbol type) =>
        _generated.Contains(type) || ModuleClassifier.IsGenerated(type, _oracle.Torch);
}
