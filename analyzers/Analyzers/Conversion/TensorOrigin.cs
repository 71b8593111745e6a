using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>What a variable of type Tensor holds: TorchSharp registers it by the type of the object.</summary>
internal enum HeldTensor
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>Null, which says nothing.</summary>
    Null,

    /// <summary>Certainly no <c>Parameter</c>: a buffer.</summary>
    Plain,

    /// <summary>A <c>Parameter</c>, and the expression has that type: the variable could have it as well.</summary>
    Parameter,
}

/// <summary>Looks where a tensor comes from, to tell buffers from parameters in fields that are declared as Tensor.</summary>
internal sealed class TensorOrigin(TorchSymbols torch, MethodBodies bodies)
{
    public HeldTensor Of(IOperation value) => Of(value, ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default));

    public HeldTensor OfAll(IEnumerable<IOperation> values) => Join(values.Select(value => Of(value)));

    private HeldTensor Of(IOperation value, ImmutableHashSet<ISymbol> seen)
    {
        IOperation operation = Operations.Unwrap(value);
        if (Operations.IsNull(operation))
        {
            return HeldTensor.Null;
        }

        if (operation.Type is { } type && torch.IsParameter(type))
        {
            return HeldTensor.Parameter;
        }

        return operation switch
        {
            IBinaryOperation or IUnaryOperation => HeldTensor.Plain,
            IConditionalOperation { WhenFalse: { } otherwise } choice => Join([Of(choice.WhenTrue, seen), Of(otherwise, seen)]),
            ISwitchExpressionOperation choice => Join(choice.Arms.Select(arm => Of(arm.Value, seen))),
            ICoalesceOperation coalesce => Join([Of(coalesce.Value, seen), Of(coalesce.WhenNull, seen)]),
            ISimpleAssignmentOperation assignment => Of(assignment.Value, seen),
            ITupleOperation tuple => Join(tuple.Elements.Select(element => Of(element, seen))),
            IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType: var owner } } when torch.IsTensorLike(owner) => HeldTensor.Plain,
            ILocalReferenceOperation local => Follow(local.Local, LocalFlow.ValuesOf(local), seen),
            IInvocationOperation call when torch.IsStock(call.TargetMethod.ContainingType) => OfStock(call, seen),
            IInvocationOperation { IsVirtual: false, TargetMethod.OriginalDefinition: var helper } => Follow(helper, bodies.ReturnsOf(helper), seen),
            _ => HeldTensor.Unknown,
        };
    }

    /// <summary>
    /// What a local is made of itself, and a helper returns of its own, says nothing new. A parameter that comes as a Tensor
    /// could not be assigned to a variable of its type.
    /// </summary>
    private HeldTensor Follow(ISymbol symbol, IEnumerable<IOperation> values, ImmutableHashSet<ISymbol> seen) =>
        seen.Contains(symbol) ? HeldTensor.Null
        : Join(values.Select(value => Of(value, seen.Add(symbol)))) is var held and not HeldTensor.Parameter ? held
        : HeldTensor.Unknown;

    /// <summary>In-place methods, and those that take a tensor out of its scope, give the very object that they are called on, as a Tensor.</summary>
    private HeldTensor OfStock(IInvocationOperation call, ImmutableHashSet<ISymbol> seen)
    {
        if (!TensorApi.ReturnsReceiver(call.TargetMethod, torch) && !ScopeApi.Leaving.Contains(call.TargetMethod, torch))
        {
            return HeldTensor.Plain;
        }

        return ModuleApi.ReceiverOf(call) is { } receiver && Of(receiver, seen) is var held and not HeldTensor.Parameter ? held : HeldTensor.Unknown;
    }

    private static HeldTensor Join(IEnumerable<HeldTensor> all)
    {
        HeldTensor[] found = all.ToArray();
        HeldTensor[] held = found.Where(static item => item != HeldTensor.Null).Distinct().ToArray();
        return held.Length == 1 ? held[0]
            : held.Length == 0 && found.Length > 0 ? HeldTensor.Null
            : HeldTensor.Unknown;
    }
}
