using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>The classes of which a value can be, as far as the code that makes it shows them.</summary>
/// <param name="Types">The classes; none where nothing is known.</param>
/// <param name="AreAlternatives">
/// Whether the expression itself chooses between them, as in <c>stride == 1 ? Identity() : Conv2d(...)</c>: then each of them is
/// meant. A helper that can return one of many may never be asked for this one.
/// </param>
internal sealed record ModuleClasses(IReadOnlyList<ITypeSymbol> Types, bool AreAlternatives)
{
    private static readonly ModuleClasses s_unknown = new([], false);

    public static ModuleClasses Of(IOperation? value, RegistrationOracle oracle)
    {
        if (value is null)
        {
            return s_unknown;
        }

        PossibleValue[] values = [.. Values(value, oracle).Where(static possible => !Operations.IsNull(possible.Operation))];
        ITypeSymbol?[] types = [.. values.Select(possible => TypeOf(possible, oracle.Torch))];
        return types.Length == 0 || types.Any(static type => type is null)
            ? s_unknown
            : new(
                [.. types.OfType<ITypeSymbol>().Distinct<ITypeSymbol>(SymbolEqualityComparer.Default)],
                values.Zip(types, static (possible, type) => (possible.Through, Type: type))
                    .Where(static pair => pair.Through is not null)
                    .GroupBy(static pair => pair.Through, static pair => pair.Type)
                    .All(static helper => helper.Distinct(SymbolEqualityComparer.Default).Count() == 1));
    }

    /// <summary>The class that an expression has, unless any module may stand behind it.</summary>
    private static ITypeSymbol? TypeOf(PossibleValue value, TorchSymbols torch) =>
        value switch
        {
            { Operation: IObjectCreationOperation { Type: { } made } } => made,
            { Type: INamedTypeSymbol type } when !ClassOrigins.IsGeneral(type, torch) && StateTypes.KindOf(type, torch) is not null => type,
            _ => null,
        };

    /// <summary>A move returns the module that it moves.</summary>
    private static ImmutableArray<PossibleValue> Values(IOperation value, RegistrationOracle oracle) =>
        [
            .. PossibleValues.Of(value, oracle.Bodies).SelectMany(possible =>
                possible.Operation is IInvocationOperation call
                && ModuleApi.Moving.Contains(call.TargetMethod, oracle.Torch)
                && ModuleApi.ReceiverOf(call) is { } moved
                    ? Values(moved, oracle).Select(receiver => receiver with { Through = possible.Through ?? receiver.Through })
                    : [possible]),
        ];
}
