using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>What can be told of a value from the expression that gives it.</summary>
internal static class AssignedValue
{
    public static Certainty IsNotNull(IOperation value, ConstructionState state)
    {
        IOperation operation = Operations.Unwrap(value);
        if (Operations.IsNull(operation))
        {
            return Certainty.No;
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
            ILocalReferenceOperation { Local.NullableAnnotation: NullableAnnotation.Annotated } => Certainty.Unknown,
            IInvocationOperation { TargetMethod.ReturnNullableAnnotation: NullableAnnotation.Annotated } => Certainty.Unknown,
            IFlowCaptureReferenceOperation or IConditionalAccessOperation => Certainty.Unknown,
            IConditionalOperation { WhenFalse: { } otherwise } choice => IsNotNull(choice.WhenTrue, state).Join(IsNotNull(otherwise, state)),
            ICoalesceOperation coalesce => IsNotNull(coalesce.WhenNull, state),
            _ => Certainty.Yes,
        };
    }

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
