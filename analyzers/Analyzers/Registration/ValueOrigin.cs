using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;

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

    public static ValueOrigin Of(IOperation? value, RegistrationOracle oracle) =>
        value is null ? default : Join(PossibleValues.Of(value, oracle.Bodies), oracle);

    /// <summary>Of what a possible value is made of. What is made of itself says nothing new.</summary>
    private static ValueOrigin OfPart(IOperation? part, PossibleValue whole, RegistrationOracle oracle) =>
        part is null ? default : Join(PossibleValues.Of(part, oracle.Bodies, whole.Behind), oracle);

    private static ValueOrigin Join(ImmutableArray<PossibleValue> values, RegistrationOracle oracle) =>
        values.Select(possible => OfOne(possible, oracle)).Aggregate(new ValueOrigin(OriginKind.Null), Either);

    private static ValueOrigin OfOne(PossibleValue possible, RegistrationOracle oracle)
    {
        IOperation operation = possible.Operation;
        if (Operations.IsNull(operation))
        {
            return new ValueOrigin(OriginKind.Null);
        }

        ValueOrigin origin = operation switch
        {
            IConversionOperation { Type: { } target, Operand.Type: { } given } => oracle.Torch.IsTensorLike(target)
                ? new ValueOrigin(OriginKind.Fresh, target, Scalar: given.TypeKind != TypeKind.Array)
                : default,
            IObjectCreationOperation creation =>
                new ValueOrigin(
                    OriginKind.Fresh,
                    creation.Type,
                    Pinned: creation.Arguments.Any(argument => TensorApi.NamesDevice(argument, oracle.Torch))),
            IInvocationOperation call => OfCall(call, possible, oracle),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } indexed } =>
                OfPart(indexed, possible, oracle) with { Scalar = false },
            IBinaryOperation binary => OfOperands(binary, possible, oracle),
            IUnaryOperation unary => OfPart(unary.Operand, possible, oracle),
            IParameterReferenceOperation => new ValueOrigin(OriginKind.Parameter, operation.Type),
            IFieldReferenceOperation { Field.ContainingType.IsTupleType: true, Instance: { } tuple } =>
                OfPart(tuple, possible, oracle) with { Type = operation.Type },
            IFieldReferenceOperation or IPropertyReferenceOperation => new ValueOrigin(OriginKind.Member, operation.Type),
            IConditionalAccessOperation access => OfPart(access.WhenNotNull, possible, oracle),
            IConditionalAccessInstanceOperation => OfPart(AccessAround(operation)?.Operation, possible, oracle),
            _ => default,
        };

        // A helper that is told the device looks after it.
        return possible.Through is { } helper && helper.Arguments.Any(argument => TensorApi.NamesDevice(argument, oracle.Torch))
            ? origin with { Pinned = true }
            : origin;
    }

    private static ValueOrigin OfCall(IInvocationOperation call, PossibleValue possible, RegistrationOracle oracle)
    {
        bool pinned = call.Arguments.Any(argument => TensorApi.NamesDevice(argument, oracle.Torch)) || call.TargetMethod.Name is "cuda";
        if (ModuleApi.ReceiverOf(call) is { Type: { } receiverType } receiver
            && (oracle.Torch.IsTensorLike(receiverType) || oracle.Torch.IsModule(receiverType))
            && !Operations.IsThis(receiver))
        {
            ValueOrigin origin = OfPart(receiver, possible, oracle);
            return oracle.Torch.IsStock(call.TargetMethod.ContainingType)
                ? origin with { Pinned = origin.Pinned || pinned, Type = call.Type, Scalar = origin.Scalar && call.Arguments.IsEmpty }
                : default;
        }

        if (call.Instance is not null && !Operations.IsThis(call.Instance))
        {
            return default;
        }

        var operands = call.Arguments.Where(argument => argument.Value.Type is { } type && oracle.Torch.IsTensorLike(type))
            .Select(argument => OfPart(argument.Value, possible, oracle))
            .ToList();
        bool scalar = call.TargetMethod.Name == "tensor"
            ? call.Arguments.FirstOrDefault()?.Parameter?.Type is { TypeKind: not TypeKind.Array, IsValueType: true }
            : operands.Count > 0 && operands.All(static operand => operand.Scalar);
        return new ValueOrigin(OriginKind.Fresh, call.Type, pinned || operands.Any(static operand => operand.Pinned), scalar);
    }

    private static IConditionalAccessOperation? AccessAround(IOperation instance)
    {
        IOperation? current = instance;
        while (current is not null and not IConditionalAccessOperation)
        {
            current = current.Parent;
        }

        return current as IConditionalAccessOperation;
    }

    private static ValueOrigin OfOperands(IBinaryOperation binary, PossibleValue possible, RegistrationOracle oracle)
    {
        ValueOrigin left = OfPart(binary.LeftOperand, possible, oracle);
        ValueOrigin right = OfPart(binary.RightOperand, possible, oracle);
        bool scalar = (left.Scalar || !IsTensor(binary.LeftOperand, oracle)) && (right.Scalar || !IsTensor(binary.RightOperand, oracle));
        return new ValueOrigin(OriginKind.Fresh, binary.Type, left.Pinned || right.Pinned, scalar);
    }

    private static bool IsTensor(IOperation operand, RegistrationOracle oracle) =>
        Operations.Unwrap(operand).Type is { } type && oracle.Torch.IsTensorLike(type);

    private static ValueOrigin Either(ValueOrigin left, ValueOrigin right) =>
        left.Kind == OriginKind.Null ? right with { Pinned = left.Pinned || right.Pinned }
        : right.Kind == OriginKind.Null ? left with { Pinned = left.Pinned || right.Pinned }
        : new ValueOrigin(
            left.Kind == right.Kind ? left.Kind : IsGiven(left) && IsGiven(right) ? OriginKind.Parameter : OriginKind.Unknown,
            left.Type ?? right.Type,
            left.Pinned || right.Pinned,
            left.Scalar && right.Scalar);

    private static bool IsGiven(ValueOrigin origin) => origin.Kind is OriginKind.Fresh or OriginKind.Parameter;
}
