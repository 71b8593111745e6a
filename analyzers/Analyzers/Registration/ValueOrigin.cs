using System.Collections.Generic;
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

    public static ValueOrigin Of(IOperation? value, RegistrationOracle oracle, int depth = 4)
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

        if (value is IConversionOperation { Type: { } target } && oracle.Torch.IsTensorLike(target) && operation.Type is { } given && !oracle.Torch.IsTensorLike(given))
        {
            return new ValueOrigin(OriginKind.Fresh, target, Scalar: given.TypeKind != TypeKind.Array);
        }

        return operation switch
        {
            IObjectCreationOperation creation => new ValueOrigin(OriginKind.Fresh, creation.Type, Pinned: creation.Arguments.Any(argument => TensorApi.NamesDevice(argument, oracle.Torch))),
            IInvocationOperation call => OfCall(call, oracle, depth),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } indexed } => Of(indexed, oracle, depth - 1) with { Scalar = false },
            IBinaryOperation binary => OfOperands(binary, oracle, depth),
            IAssignmentOperation assignment => Of(assignment.Value, oracle, depth),
            IUnaryOperation unary => Of(unary.Operand, oracle, depth),
            IParameterReferenceOperation => new ValueOrigin(OriginKind.Parameter, operation.Type),
            IFieldReferenceOperation or IPropertyReferenceOperation => new ValueOrigin(OriginKind.Member, operation.Type),
            ILocalReferenceOperation local => OfLocal(local, oracle, depth),
            IConditionalOperation { WhenFalse: { } otherwise } choice => Either(Of(choice.WhenTrue, oracle, depth), Of(otherwise, oracle, depth)),
            ICoalesceOperation coalesce => Either(Of(coalesce.Value, oracle, depth), Of(coalesce.WhenNull, oracle, depth)),
            ISwitchExpressionOperation { Arms: var arms } => AllOf(arms.Select(static arm => arm.Value), oracle, depth),
            IConditionalAccessOperation access => Of(access.WhenNotNull, oracle, depth),
            IConditionalAccessInstanceOperation => Of(AccessAround(operation)?.Operation, oracle, depth - 1),
            _ => default,
        };
    }

    private static ValueOrigin OfCall(IInvocationOperation call, RegistrationOracle oracle, int depth)
    {
        bool pinned = call.Arguments.Any(argument => TensorApi.NamesDevice(argument, oracle.Torch)) || call.TargetMethod.Name is "cuda";
        if (ModuleApi.ReceiverOf(call) is { Type: { } receiverType } receiver && (oracle.Torch.IsTensorLike(receiverType) || oracle.Torch.IsModule(receiverType)) && !Operations.IsThis(receiver))
        {
            ValueOrigin origin = Of(receiver, oracle, depth);
            return oracle.Torch.IsStock(call.TargetMethod.ContainingType)
                ? origin with { Pinned = origin.Pinned || pinned, Type = call.Type, Scalar = origin.Scalar && call.Arguments.IsEmpty }
                : default;
        }

        if (call.Instance is not null && !Operations.IsThis(call.Instance))
        {
            return default;
        }

        if (!call.TargetMethod.IsVirtual && oracle.Bodies.ReturnsOf(call.TargetMethod) is { IsEmpty: false } returns)
        {
            return OfHelper(call, AllOf(returns, oracle, depth), oracle, depth) with { Pinned = pinned };
        }

        var operands = call.Arguments.Where(argument => argument.Value.Type is { } type && oracle.Torch.IsTensorLike(type)).Select(argument => Of(argument.Value, oracle, depth - 1)).ToList();
        bool scalar = call.TargetMethod.Name == "tensor"
            ? call.Arguments.FirstOrDefault()?.Parameter?.Type is { TypeKind: not TypeKind.Array, IsValueType: true }
            : operands.Count > 0 && operands.All(static operand => operand.Scalar);
        return new ValueOrigin(OriginKind.Fresh, call.Type, pinned || operands.Any(static operand => operand.Pinned), scalar);
    }

    /// <summary>A helper that returns what it is given passes on where that comes from.</summary>
    private static ValueOrigin OfHelper(IInvocationOperation call, ValueOrigin returned, RegistrationOracle oracle, int depth) =>
        returned.Kind == OriginKind.Parameter && call.Arguments.Where(argument => StateTypes.KindOf(argument.Parameter!.Type, oracle.Torch) is not null).ToList() is [var given]
            ? Of(given.Value, oracle, depth - 1)
            : returned with { Type = returned.Type ?? call.Type };

    private static IConditionalAccessOperation? AccessAround(IOperation instance)
    {
        IOperation? current = instance;
        while (current is not null and not IConditionalAccessOperation)
        {
            current = current.Parent;
        }

        return current as IConditionalAccessOperation;
    }

    private static ValueOrigin OfOperands(IBinaryOperation binary, RegistrationOracle oracle, int depth)
    {
        ValueOrigin left = Of(binary.LeftOperand, oracle, depth - 1);
        ValueOrigin right = Of(binary.RightOperand, oracle, depth - 1);
        bool scalar = (left.Scalar || !IsTensor(binary.LeftOperand, oracle)) && (right.Scalar || !IsTensor(binary.RightOperand, oracle));
        return new ValueOrigin(OriginKind.Fresh, binary.Type, left.Pinned || right.Pinned, scalar);
    }

    private static bool IsTensor(IOperation operand, RegistrationOracle oracle) => Operations.Unwrap(operand).Type is { } type && oracle.Torch.IsTensorLike(type);

    /// <summary>A local stands for what it is declared or assigned with, if all of that comes from the same place.</summary>
    private static ValueOrigin OfLocal(ILocalReferenceOperation reference, RegistrationOracle oracle, int depth)
    {
        return AllOf(LocalFlow.ValuesOf(reference), oracle, depth);
    }

    private static ValueOrigin AllOf(IEnumerable<IOperation> values, RegistrationOracle oracle, int depth) =>
        values.Where(static value => Operations.Unwrap(value) is not IThrowOperation)
            .Select(value => Of(value, oracle, depth - 1))
            .Aggregate((ValueOrigin?)null, static (joined, origin) => joined is { } before ? Either(before, origin) : origin) ?? default;

    private static ValueOrigin Either(ValueOrigin left, ValueOrigin right) =>
        left.Kind == OriginKind.Null ? right
        : right.Kind == OriginKind.Null ? left
        : new ValueOrigin(
            left.Kind == right.Kind ? left.Kind : IsGiven(left) && IsGiven(right) ? OriginKind.Parameter : OriginKind.Unknown,
            left.Type ?? right.Type,
            left.Pinned || right.Pinned,
            left.Scalar && right.Scalar);

    private static bool IsGiven(ValueOrigin origin) => origin.Kind is OriginKind.Fresh or OriginKind.Parameter;
}
