using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

internal enum OriginKind
{
    /// <summary>Taken from elsewhere, or not to be told.</summary>
    Unknown,

    /// <summary>Null, or nothing at all.</summary>
    Null,

    /// <summary>Handed in by the caller.</summary>
    Parameter,

    /// <summary>Another member, which owns it.</summary>
    Member,

    /// <summary>Made here.</summary>
    Fresh,
}

/// <summary>Where an assigned value comes from.</summary>
/// <param name="Kind">Made here, or taken from elsewhere.</param>
/// <param name="Type">The type of what is made.</param>
/// <param name="Pinned">Made on a device that the code names: it looks after devices itself.</param>
/// <param name="Scalar">A tensor without dimensions, which arithmetic accepts from any device.</param>
internal readonly record struct ValueOrigin(OriginKind Kind, ITypeSymbol? Type = null, bool Pinned = false, bool Scalar = false)
{
    public bool IsFresh => Kind == OriginKind.Fresh;

    public static ValueOrigin Of(IOperation? value, TorchSymbols torch, int depth = 4)
    {
        if (value is null || depth == 0)
        {
            return default;
        }

        IOperation operation = Operations.Unwrap(value);
        if (Operations.IsNull(operation))
        {
            return new ValueOrigin(OriginKind.Null);
        }

        if (value is IConversionOperation { Type: { } target } && torch.IsTensorLike(target) && operation.Type is { } given && !torch.IsTensorLike(given))
        {
            return new ValueOrigin(OriginKind.Fresh, target, Scalar: given.TypeKind != TypeKind.Array);
        }

        return operation switch
        {
            IObjectCreationOperation creation => new ValueOrigin(OriginKind.Fresh, creation.Type, Pinned: creation.Arguments.Any(argument => TensorApi.NamesDevice(argument, torch))),
            IInvocationOperation call => OfCall(call, torch, depth),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } indexed } => Of(indexed, torch, depth - 1) with { Scalar = false },
            IBinaryOperation binary => OfOperands(binary, torch, depth),
            IAssignmentOperation assignment => Of(assignment.Value, torch, depth),
            IUnaryOperation unary => Of(unary.Operand, torch, depth),
            IParameterReferenceOperation => new ValueOrigin(OriginKind.Parameter, operation.Type),
            IFieldReferenceOperation or IPropertyReferenceOperation => new ValueOrigin(OriginKind.Member, operation.Type),
            ILocalReferenceOperation local => OfLocal(local, torch, depth),
            IConditionalOperation { WhenFalse: { } otherwise } choice => Either(Of(choice.WhenTrue, torch, depth), Of(otherwise, torch, depth)),
            _ => default,
        };
    }

    private static ValueOrigin OfCall(IInvocationOperation call, TorchSymbols torch, int depth)
    {
        bool pinned = call.Arguments.Any(argument => TensorApi.NamesDevice(argument, torch)) || call.TargetMethod.Name is "cuda";
        if (ModuleApi.ReceiverOf(call) is { Type: { } receiverType } receiver && (torch.IsTensorLike(receiverType) || torch.IsModule(receiverType)) && !Operations.IsThis(receiver))
        {
            ValueOrigin origin = Of(receiver, torch, depth);
            return torch.IsStock(call.TargetMethod.ContainingType)
                ? origin with { Pinned = origin.Pinned || pinned, Type = call.Type, Scalar = origin.Scalar && call.Arguments.IsEmpty }
                : default;
        }

        if (call.Instance is not null && !Operations.IsThis(call.Instance))
        {
            return default;
        }

        var operands = call.Arguments.Where(argument => argument.Value.Type is { } type && torch.IsTensorLike(type)).Select(argument => Of(argument.Value, torch, depth - 1)).ToList();
        bool scalar = call.TargetMethod.Name == "tensor"
            ? call.Arguments.FirstOrDefault()?.Parameter?.Type is { TypeKind: not TypeKind.Array, IsValueType: true }
            : operands.Count > 0 && operands.All(static operand => operand.Scalar);
        return new ValueOrigin(OriginKind.Fresh, call.Type, pinned || operands.Any(static operand => operand.Pinned), scalar);
    }

    private static ValueOrigin OfOperands(IBinaryOperation binary, TorchSymbols torch, int depth)
    {
        ValueOrigin left = Of(binary.LeftOperand, torch, depth - 1);
        ValueOrigin right = Of(binary.RightOperand, torch, depth - 1);
        bool scalar = (left.Scalar || !IsTensor(binary.LeftOperand, torch)) && (right.Scalar || !IsTensor(binary.RightOperand, torch));
        return new ValueOrigin(OriginKind.Fresh, binary.Type, left.Pinned || right.Pinned, scalar);
    }

    private static bool IsTensor(IOperation operand, TorchSymbols torch) => Operations.Unwrap(operand).Type is { } type && torch.IsTensorLike(type);

    /// <summary>A local stands for what it is declared or assigned with, if all of that comes from the same place.</summary>
    private static ValueOrigin OfLocal(ILocalReferenceOperation reference, TorchSymbols torch, int depth)
    {
        var values = LocalFlow.ValuesOf(reference).ToList();
        return values.Count == 0
            ? default
            : values.Select(value => Of(value, torch, depth - 1)).Aggregate(Either);
    }

    private static ValueOrigin Either(ValueOrigin left, ValueOrigin right) =>
        left.Kind == OriginKind.Null ? right
        : right.Kind == OriginKind.Null ? left
        : new ValueOrigin(
            left.Kind == right.Kind ? left.Kind : OriginKind.Unknown,
            left.Type ?? right.Type,
            left.Pinned || right.Pinned,
            left.Scalar && right.Scalar);
}
