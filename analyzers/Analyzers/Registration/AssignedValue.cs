using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>What a member holds after an assignment in a constructor, as far as the assigned expression tells.</summary>
internal static class AssignedValue
{
    private const int MaxDepth = 4;

    public static Certainty IsNotNull(IOperation value, ConstructionState state) => IsNotNull(value, state, MaxDepth);

    private static Certainty IsNotNull(IOperation value, ConstructionState state, int depth) =>
        depth == 0
            ? Certainty.Unknown
            : PossibleValues.InExpression(value)
                .Select(possible => (possible.IsGuarded, Is: OfOne(possible.Operation, state, depth)))
                .Where(static possible => !(possible.IsGuarded && possible.Is == Certainty.No))
                .Select(static possible => possible.IsGuarded ? Certainty.Yes : possible.Is)
                .Aggregate((Certainty?)null, static (joined, known) => joined?.Join(known) ?? known) ?? Certainty.Unknown;

    private static Certainty OfOne(IOperation operation, ConstructionState state, int depth)
    {
        if (Operations.IsNull(operation))
        {
            return Certainty.No;
        }

        if (MemberOfThis.In(operation) is { } member)
        {
            return state[member].Assigned;
        }

        return operation switch
        {
            // A caller may pass null only where the signature says so.
            IParameterReferenceOperation { Parameter: var parameter } => parameter.NullableAnnotation == NullableAnnotation.Annotated
                || (parameter.HasExplicitDefaultValue && parameter.ExplicitDefaultValue is null) ? Certainty.Unknown : Certainty.Yes,
            ILocalReferenceOperation { Local.NullableAnnotation: NullableAnnotation.Annotated } local => OfLocal(local, state, depth),
            IInvocationOperation { TargetMethod.ReturnNullableAnnotation: NullableAnnotation.Annotated } => Certainty.Unknown,
            IFlowCaptureReferenceOperation => Certainty.Unknown,
            IConditionalAccessOperation access => IsNotNull(access.Operation, state, depth) is not Certainty.Yes and var receiver
                ? receiver
                : IsNotNull(access.WhenNotNull, state, depth),
            _ => Certainty.Yes,
        };
    }

    /// <summary>A local that may be null holds what it was given, whichever of its values that is.</summary>
    private static Certainty OfLocal(ILocalReferenceOperation local, ConstructionState state, int depth) =>
        LocalFlow.ValuesOf(local).Select(value => IsNotNull(value, state, depth - 1)).Aggregate(
            (Certainty?)null, static (joined, known) => joined?.Join(known) ?? known) ?? Certainty.Unknown;

    /// <summary>
    /// Which registry takes the value: TorchSharp goes by its run-time type, and a variable of type Tensor may hold a
    /// Parameter. Null where that cannot be told.
    /// </summary>
    public static StateKind? RegistryOf(IOperation value, TorchSymbols torch, MethodBodies bodies) =>
        Operations.Unwrap(value).Type is not { } type || StateTypes.KindOf(type, torch) is not { } kind ? null
        : kind != StateKind.Buffer ? kind
        : HeldTensors.Of(value, torch, bodies) switch
        {
            HeldTensor.Plain => StateKind.Buffer,
            HeldTensor.Parameter => StateKind.Parameter,
            _ => null,
        };
}
