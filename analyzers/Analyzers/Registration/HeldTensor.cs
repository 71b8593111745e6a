using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>What a variable of type Tensor holds: TorchSharp registers it by the type of the object.</summary>
internal enum HeldTensor
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>Null, which says nothing.</summary>
    Null,

    /// <summary>Certainly no <c>Parameter</c>: a buffer.</summary>
    Plain,

    /// <summary>Certainly a <c>Parameter</c>, whatever type the variable has.</summary>
    Parameter,
}

/// <summary>Looks where a tensor comes from, to tell buffers from parameters behind the type Tensor.</summary>
internal static class HeldTensors
{
    public static HeldTensor Of(IOperation value, TorchSymbols torch, MethodBodies bodies) =>
        Join(PossibleValues.Of(value, bodies), torch, bodies);

    public static HeldTensor OfAll(IEnumerable<IOperation> values, TorchSymbols torch, MethodBodies bodies) =>
        Join(values.Select(value => Of(value, torch, bodies)));

    /// <summary>
    /// Whether the expression says so itself: then the variable that it is assigned to could be a <c>Parameter</c> as well.
    /// </summary>
    public static bool IsTypedAsParameter(IOperation value, TorchSymbols torch) =>
        PossibleValues.InExpression(value).All(
            possible => Operations.IsNull(possible.Operation) || (possible.Type is { } type && torch.IsParameter(type)));

    private static HeldTensor Join(IEnumerable<PossibleValue> values, TorchSymbols torch, MethodBodies bodies) =>
        Join(values.Select(possible => OfOne(possible, torch, bodies)));

    private static HeldTensor OfOne(PossibleValue possible, TorchSymbols torch, MethodBodies bodies) =>
        possible.Operation switch
        {
            var operation when Operations.IsNull(operation) => HeldTensor.Null,
            _ when possible.Type is { } type && torch.IsParameter(type) => HeldTensor.Parameter,
            IBinaryOperation or IUnaryOperation or ICompoundAssignmentOperation => HeldTensor.Plain,
            IConversionOperation { Type: { } type } => torch.IsTensor(type) ? HeldTensor.Plain : HeldTensor.Unknown,
            IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType: var owner } }
                when torch.IsTensorLike(owner) => HeldTensor.Plain,
            IFieldReferenceOperation { Field.ContainingType.IsTupleType: true, Instance: { } tuple } when !IsChanged(tuple) =>
                Join(PossibleValues.Of(tuple, bodies, possible.Behind), torch, bodies),
            IInvocationOperation call when ScopeApi.Releasing.Contains(call.TargetMethod, torch) =>
                Join(call.Arguments.SelectMany(argument => PossibleValues.Of(argument.Value, bodies, possible.Behind)), torch, bodies),
            IInvocationOperation { Type: { } type } call when torch.IsStock(call.TargetMethod.ContainingType) && IsOfTensors(type, torch) =>
                OfStock(call, possible, torch, bodies),
            _ => HeldTensor.Unknown,
        };

    /// <summary>What a loop goes over, <c>named_parameters()</c>, stands for its elements, and these may be anything.</summary>
    private static bool IsOfTensors(ITypeSymbol type, TorchSymbols torch) =>
        type.IsTupleType
        || torch.IsTensorLike(type)
        || (type is IArrayTypeSymbol { ElementType: var element } && torch.IsTensorLike(element));

    /// <summary><c>pair.Item1 = weight;</c>: the local is not what it was given any more.</summary>
    private static bool IsChanged(IOperation tuple) =>
        tuple is ILocalReferenceOperation { Local: var local }
        && LocalFlow.Root(tuple).DescendantsAndSelf().OfType<IFieldReferenceOperation>().Any(
            element => element.Instance is ILocalReferenceOperation other
                && SymbolEqualityComparer.Default.Equals(other.Local, local)
                && LocalFlow.IsTarget(element));

    /// <summary>
    /// In-place methods, and those that take a tensor out of its scope, give the very object that they are called on, as a Tensor.
    /// </summary>
    private static HeldTensor OfStock(IInvocationOperation call, PossibleValue possible, TorchSymbols torch, MethodBodies bodies) =>
        !TensorApi.ReturnsReceiver(call.TargetMethod, torch) && !ScopeApi.Leaving.Contains(call.TargetMethod, torch) ? HeldTensor.Plain
        : ModuleApi.ReceiverOf(call) is { } receiver ? Join(PossibleValues.Of(receiver, bodies, possible.Behind), torch, bodies)
        : HeldTensor.Unknown;

    private static HeldTensor Join(IEnumerable<HeldTensor> all)
    {
        HeldTensor[] held = all.Where(static item => item != HeldTensor.Null).Distinct().ToArray();
        return held.Length switch
        {
            0 => HeldTensor.Null,
            1 => held[0],
            _ => HeldTensor.Unknown,
        };
    }
}
