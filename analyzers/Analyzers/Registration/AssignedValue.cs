using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>What can be told of a value from the expression that gives it.</summary>
internal static class AssignedValue
{
    private const int MaxDepth = 4;

    public static Certainty IsNotNull(IOperation value, ConstructionState state) => IsNotNull(value, state, MaxDepth);

    private static Certainty IsNotNull(IOperation value, ConstructionState state, int depth)
    {
        IOperation operation = Operations.Unwrap(value);
        if (depth == 0 || Operations.IsNull(operation))
        {
            return depth == 0 ? Certainty.Unknown : Certainty.No;
        }

        if (Operations.MemberOfThis(operation) is { } member)
        {
            return state[member].Assigned;
        }

        return operation switch
        {
            // A caller may pass null only where the signature says so.
            IParameterReferenceOperation { Parameter: var parameter } => parameter.NullableAnnotation == NullableAnnotation.Annotated
                || (parameter.HasExplicitDefaultValue && parameter.ExplicitDefaultValue is null) ? Certainty.Unknown : Certainty.Yes,
            ILocalReferenceOperation local => OfLocal(local, state, depth),
            IInvocationOperation { TargetMethod.ReturnNullableAnnotation: NullableAnnotation.Annotated } => Certainty.Unknown,
            IFlowCaptureReferenceOperation => Certainty.Unknown,
            IConditionalAccessOperation access => IsNotNull(access.Operation, state, depth) is not Certainty.Yes and var receiver
                ? receiver
                : IsNotNull(access.WhenNotNull, state, depth),
            IConditionalOperation { WhenFalse: { } otherwise } choice => IsNotNull(choice.WhenTrue, state, depth).Join(IsNotNull(otherwise, state, depth)),
            ISwitchExpressionOperation choice => choice.Arms.Select(arm => IsNotNull(arm.Value, state, depth)).Aggregate(static (left, right) => left.Join(right)),
            ICoalesceOperation coalesce => (IsNotNull(coalesce.Value, state, depth), IsNotNull(coalesce.WhenNull, state, depth)) switch
            {
                (Certainty.Yes, _) or (_, Certainty.Yes) => Certainty.Yes,
                (Certainty.No, var otherwise) => otherwise,
                _ => Certainty.Unknown,
            },
            IAssignmentOperation assignment => IsNotNull(assignment.Value, state, depth),
            _ => Certainty.Yes,
        };
    }

    /// <summary>A local that may be null holds what it was given, whichever of its values that is.</summary>
    private static Certainty OfLocal(ILocalReferenceOperation local, ConstructionState state, int depth) =>
        local.Local.NullableAnnotation != NullableAnnotation.Annotated
            ? Certainty.Yes
            : LocalFlow.ValuesOf(local).Select(value => IsNotNull(value, state, depth - 1)).Aggregate(
                (Certainty?)null, static (joined, known) => joined is { } before ? before.Join(known) : known) ?? Certainty.Unknown;

    /// <summary>
    /// Which registry takes the value: TorchSharp goes by its run-time type, and a variable of type Tensor may hold a
    /// Parameter. Null where that cannot be told.
    /// </summary>
    public static StateKind? RegistryOf(IOperation value, TorchSymbols torch)
    {
        IOperation operation = Operations.Unwrap(value);
        return operation.Type is { } type && StateTypes.KindOf(type, torch) is { } kind
            ? kind != StateKind.Buffer || IsPlainTensor(operation, torch) ? kind : null
            : null;
    }

    /// <summary>The operators and factories of TorchSharp that say Tensor give a plain one.</summary>
    private static bool IsPlainTensor(IOperation operation, TorchSymbols torch) =>
        operation switch
        {
            IInvocationOperation { TargetMethod: var method } => torch.IsStock(method.ContainingType) && !method.Name.EndsWith("_", System.StringComparison.Ordinal),
            IBinaryOperation or IUnaryOperation => true,
            IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType: var owner } } => torch.IsTensorLike(owner),
            _ => false,
        };
}
