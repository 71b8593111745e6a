using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>Where a call leaves its result.</summary>
internal enum MoveTarget
{
    /// <summary>Where the tensor is: no move, or one of the element type alone.</summary>
    None,

    /// <summary>On the CPU, as the code says.</summary>
    Cpu,

    /// <summary>On a device that the code chooses: the input's, the module's, a GPU.</summary>
    Chosen,
}

/// <summary>What the methods of a tensor do with its device and its values.</summary>
internal static class TensorApi
{
    /// <summary>They return the tensor on a device, where one is named, and leave theirs as it was.</summary>
    public static readonly MemberTable Moving = new(TorchOwner.Tensor, "to", "cuda", "cpu", "mps", "type_as");

    /// <summary>They return the tensor with elements of another type, and leave theirs as it was.</summary>
    public static readonly MemberTable Converting = new(
        TorchOwner.Tensor,
        "to_type", "type", "bool", "byte", "char", "short", "int", "long", "half", "bfloat16", "float", "double", "cfloat", "cdouble");

    /// <summary>They return the same tensor, or one with the same values: what holds of it holds of the result.</summary>
    public static readonly MemberTable Keeping = new(
        TorchOwner.Tensor,
        "detach", "clone", "contiguous", "alias", "DetachFromDisposeScope", "MoveToOuterDisposeScope", "MoveToOtherDisposeScope");

    /// <summary>Properties that tell where a tensor is: code that reads them looks after devices itself.</summary>
    public static readonly MemberTable TellingDevice = new(
        TorchOwner.Tensor, "device", "device_type", "device_index", "is_cuda", "is_meta", "is_cpu");

    /// <summary>Members that any tensor answers without a look at its values or its device.</summary>
    public static readonly MemberTable Describing = new(
        TorchOwner.Tensor,
        "shape",
        "dtype",
        "size",
        "dim",
        "ndim",
        "Dimensions",
        "numel",
        "NumberOfElements",
        "IsInvalid",
        "Handle",
        "requires_grad",
        "Dispose");

    private const string DeviceParameter = "device";

    /// <summary>Where <paramref name="call"/> leaves what it returns.</summary>
    public static MoveTarget TargetOf(IInvocationOperation call, TorchSymbols torch)
    {
        if (!Moving.Contains(call.TargetMethod, torch))
        {
            return MoveTarget.None;
        }

        IArgumentOperation? device = call.Arguments.FirstOrDefault(argument => NamesDevice(argument, torch));
        return call.TargetMethod.Name switch
        {
            "cpu" => MoveTarget.Cpu,
            "to" when device is null => MoveTarget.None,
            _ => device is not null && IsCpu(device.Value) ? MoveTarget.Cpu : MoveTarget.Chosen,
        };
    }

    /// <summary>
    /// Whether the call brings its receiver to a device that the caller chooses: TorchSharp's own moves, and helpers that are given one.
    /// </summary>
    public static bool MovesReceiver(IInvocationOperation call, TorchSymbols torch) =>
        TargetOf(call, torch) != MoveTarget.None
        || (!torch.IsStock(call.TargetMethod.ContainingType) && call.Arguments.Any(argument => NamesDevice(argument, torch)));

    /// <summary>Whether the result has the values of the receiver, on whatever device and in whatever type.</summary>
    public static bool KeepsValues(IMethodSymbol method, TorchSymbols torch) =>
        Keeping.Contains(method, torch)
        || Moving.Contains(method, torch)
        || Converting.Contains(method, torch)
        || ReturnsReceiver(method, torch);

    /// <summary>Whether the operation makes another tensor, rather than to hand on one that is there.</summary>
    public static bool IsComputed(IOperation operation, TorchSymbols torch) =>
        operation switch
        {
            IBinaryOperation or IUnaryOperation => SymbolEqualityComparer.Default.Equals(operation.Type, torch.Tensor),
            IInvocationOperation { TargetMethod: { Name: not "clone" } method } call when KeepsValues(method, torch) =>
                ModuleApi.ReceiverOf(call) is { } receiver && IsComputed(Operations.Unwrap(receiver), torch),
            IInvocationOperation { TargetMethod: var method } =>
                SymbolEqualityComparer.Default.Equals(method.ReturnType, torch.Tensor)
                && TorchFunction.IsOnTensors(method, torch)
                && !method.Name.EndsWith("_", StringComparison.Ordinal)
                && method.Name is not "as_tensor",
            _ => false,
        };

    /// <summary>TorchSharp's in-place methods write into the tensor that they are called on, and return that object.</summary>
    public static bool ReturnsReceiver(IMethodSymbol method, TorchSymbols torch) =>
        method.Name.EndsWith("_", StringComparison.Ordinal)
        && torch.IsTensorLike(method.ContainingType)
        && torch.IsStock(method.ContainingType);

    /// <summary>An argument that says where the result shall be, other than by its default.</summary>
    public static bool NamesDevice(IArgumentOperation argument, TorchSymbols torch) =>
        argument.ArgumentKind != ArgumentKind.DefaultValue
        && argument.Parameter is { Type: { } type } parameter
        && !Operations.IsNull(argument.Value)
        && (SymbolEqualityComparer.Default.Equals(type, torch.Device)
            || IsDeviceType(type, torch)
            || (type.SpecialType == SpecialType.System_String && parameter.Name.StartsWith(DeviceParameter, StringComparison.Ordinal))
            || (torch.IsTensorLike(type)
                && argument.Parent is IInvocationOperation { TargetMethod: var method }
                && Moving.Contains(method, torch)));

    /// <summary>A device written down as the CPU: what comes out of it meets other tensors there on purpose.</summary>
    public static bool IsCpu(IOperation device) =>
        device switch
        {
            IConversionOperation conversion => IsCpu(conversion.Operand),
            IMemberReferenceOperation member => member.Member.Name == "CPU",
            IInvocationOperation { TargetMethod.Name: "device", Arguments: [{ } first, ..] } => IsCpu(first.Value),
            IObjectCreationOperation { Arguments: [{ } first, ..] } => IsCpu(first.Value),
            { ConstantValue: { HasValue: true, Value: string name } } => name == "cpu",
            _ => false,
        };

    private static bool IsDeviceType(ITypeSymbol type, TorchSymbols torch) =>
        type is { Name: "DeviceType", TypeKind: TypeKind.Enum } && torch.IsStock(type);
}
