using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>
/// Whether a value is certainly no <c>Parameter</c>. A field of type Tensor may hold one, and TorchSharp registers it as one;
/// a <c>[Buffer]</c> would not be trained any more.
/// </summary>
internal static class PlainTensor
{
    public static bool Is(IOperation value, TorchSymbols torch)
    {
        IOperation operation = Operations.Unwrap(value);
        if (Operations.IsNull(operation))
        {
            return true;
        }

        if (operation.Type is { } type && torch.IsParameter(type))
        {
            return false;
        }

        return operation switch
        {
            IBinaryOperation or IUnaryOperation => true,
            IConditionalOperation { WhenFalse: { } otherwise } choice => Is(choice.WhenTrue, torch) && Is(otherwise, torch),
            ICoalesceOperation coalesce => Is(coalesce.Value, torch) && Is(coalesce.WhenNull, torch),
            ISimpleAssignmentOperation assignment => Is(assignment.Value, torch),
            IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType: var owner } } => torch.IsTensorLike(owner),
            ILocalReferenceOperation local => LocalFlow.ValuesOf(local).ToList() is { Count: > 0 } values && values.All(item => Is(item, torch)),
            IInvocationOperation call when torch.IsStock(call.TargetMethod.ContainingType) =>
                !ReturnsReceiver(call.TargetMethod, torch) || (ModuleApi.ReceiverOf(call) is { } receiver && Is(receiver, torch)),
            _ => false,
        };
    }

    /// <summary>In-place methods, and those that take a tensor out of its scope, give the very object that they are called on.</summary>
    private static bool ReturnsReceiver(IMethodSymbol method, TorchSymbols torch) =>
        TensorApi.ReturnsReceiver(method, torch) || ScopeApi.Leaving.Contains(method, torch);
}
