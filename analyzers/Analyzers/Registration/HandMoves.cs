using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Placement;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>
/// How the methods of a class use its tensors. One that is moved at every use is left behind by the module on purpose.
/// </summary>
internal sealed class HandMoves(TorchSymbols torch)
{
    private readonly ConcurrentDictionary<object, bool> _moved = new();
    private readonly ConcurrentDictionary<object, bool> _usedAsItIs = new();
    private readonly ConcurrentDictionary<object, bool> _replacedByMove = new();

    /// <summary>Notes the use of a member, or of a buffer by its name.</summary>
    public void Note(IOperation use)
    {
        object? tensor = use switch
        {
            IMemberReferenceOperation { Instance: IInstanceReferenceOperation } member => member.Member,
            IInvocationOperation { TargetMethod.Name: "get_buffer", Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string name } }] } => name,
            _ => null,
        };
        if (tensor is not null)
        {
            Note(tensor, use);
        }
    }

    /// <summary>Whether every use brings the tensor to the device first.</summary>
    public bool IsMovedByHand(object tensor) =>
        _replacedByMove.ContainsKey(tensor) || (_moved.ContainsKey(tensor) && !_usedAsItIs.ContainsKey(tensor));

    /// <summary>Whether anything but a registration or a test for null looks at the tensor.</summary>
    public bool IsRead(object tensor) => _moved.ContainsKey(tensor) || _usedAsItIs.ContainsKey(tensor);

    private void Note(object tensor, IOperation use)
    {
        IOperation value = use;
        while (value.Parent is IConversionOperation or IArgumentOperation { Parent: IObjectCreationOperation } or IConditionalAccessOperation)
        {
            value = value.Parent;
        }

        switch (value.Parent)
        {
            case IInvocationOperation call when call.Instance == value && IsMoveToDevice(call):
                _moved[tensor] = true;
                if (IsAssignedBack(call, tensor))
                {
                    _replacedByMove[tensor] = true;
                }

                break;

            case IAssignmentOperation assignment when assignment.Target == value:
                break;

            case IPropertyReferenceOperation { Property.Name: "device" or "shape" or "dtype" or "device_type" or "IsInvalid" }:
            case IBinaryOperation { OperatorMethod: null }:
            case IIsPatternOperation:
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "register_buffer" or "register_parameter" or "nameof" or "ReferenceEquals" } }:
            case INameOfOperation:
            case IInvocationOperation { TargetMethod.Name: "Dispose" }:
                break;

            default:
                _usedAsItIs[tensor] = true;
                break;
        }
    }

    private bool IsMoveToDevice(IInvocationOperation call) =>
        TensorApi.TargetOf(call, torch) == MoveTarget.Chosen;

    private static bool IsAssignedBack(IOperation moved, object tensor)
    {
        IOperation? value = moved;
        while (value is not null and not IAssignmentOperation and not IBlockOperation)
        {
            value = value.Parent;
        }

        return value is IAssignmentOperation { Target: IMemberReferenceOperation target } && Equals(target.Member, tensor);
    }
}
