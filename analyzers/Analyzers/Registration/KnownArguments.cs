using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>
/// What the constructor of a base is told by the classes over it, <c>: base(name, register: false)</c>, as far as it is constant.
/// </summary>
internal sealed class KnownArguments
{
    private readonly ImmutableDictionary<IParameterSymbol, bool> _values;

    private KnownArguments(ImmutableDictionary<IParameterSymbol, bool> values) => _values = values;

    /// <summary>Whoever makes the object may say anything.</summary>
    public static KnownArguments None { get; } = new(ImmutableDictionary.Create<IParameterSymbol, bool>(SymbolEqualityComparer.Default));

    /// <summary>Of a constructor that is called without a word.</summary>
    public static KnownArguments Omitted(IMethodSymbol? constructor) =>
        new((constructor?.OriginalDefinition.Parameters ?? [])
            .Where(static parameter => parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: bool })
            .Aggregate(None._values, static (values, parameter) => values.Add(parameter, (bool)parameter.ExplicitDefaultValue!)));

    /// <summary>Of <c>base(...)</c> or <c>this(...)</c> in a constructor that knows these.</summary>
    public KnownArguments Of(IInvocationOperation chain) =>
        new(chain.Arguments.Aggregate(None._values, (values, argument) =>
            argument.Parameter is { } parameter && Of(argument.Value) is { } value
                ? values.Add(parameter.OriginalDefinition, value)
                : values));

    /// <summary>Null where it is not known.</summary>
    public bool? Of(IOperation value) =>
        Operations.Unwrap(value) switch
        {
            { ConstantValue: { HasValue: true, Value: bool constant } } => constant,
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } => !Of(operand),
            IParameterReferenceOperation { Parameter: var parameter } reference
                when _values.TryGetValue(parameter.OriginalDefinition, out bool known) && !IsAssigned(reference) => known,
            _ => null,
        };

    private static bool IsAssigned(IParameterReferenceOperation parameter) =>
        LocalFlow.Root(parameter).DescendantsAndSelf().OfType<IParameterReferenceOperation>().Any(
            other => SymbolEqualityComparer.Default.Equals(other.Parameter, parameter.Parameter) && LocalFlow.IsTarget(other));
}
