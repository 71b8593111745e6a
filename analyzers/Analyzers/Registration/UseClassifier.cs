using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>Follows a tensor upwards from where it is read to where it meets another one, or is moved first.</summary>
internal sealed class UseClassifier(RegistrationOracle oracle)
{
    private const int MaxDepth = 4;

    private readonly TorchSymbols _torch = oracle.Torch;

    public TensorUse Classify(IOperation value) => Climb(value, MaxDepth);

    private TensorUse Climb(IOperation value, int depth)
    {
        if (depth == 0)
        {
            return TensorUse.Escapes;
        }

        switch (value.Parent)
        {
            case IConversionOperation or IParenthesizedOperation or IUnaryOperation or ICoalesceOperation or IConditionalOperation:
                return value.Parent.Type is { } type && _torch.IsTensorLike(type) ? Climb(value.Parent, depth)
                    : value.Parent is IConversionOperation { Type.Name: "TensorIndex" } ? TensorUse.Neutral
                    : value.Parent is IConversionOperation { Type.SpecialType: SpecialType.System_Object } boxed ? Climb(boxed, depth)
                    : TensorUse.Neutral;
            case IInvocationOperation call when call.Instance == value:
                return OnReceiver(call, depth);
            case IPropertyReferenceOperation { Property: var property } reference when reference.Instance == value:
                return TensorApi.TellingDevice.Contains(property, _torch) ? TensorUse.Managed
                    : reference.Type is { } result && _torch.IsTensorLike(result) ? Climb(reference, depth)
                    : TensorUse.Neutral;
            case IArgumentOperation argument:
                return AsArgument(argument, depth);
            case IBinaryOperation binary:
                return Meets(binary.LeftOperand == value ? binary.RightOperand : binary.LeftOperand) ? TensorUse.Meets
                    : binary.Type is { } combined && _torch.IsTensorLike(combined) ? Climb(binary, depth)
                    : TensorUse.Neutral;
            case IConditionalAccessOperation access when access.Operation == value:
                return access.WhenNotNull.DescendantsAndSelf().OfType<IConditionalAccessInstanceOperation>()
                    .Select(instance => Climb(instance, depth - 1)).DefaultIfEmpty(TensorUse.Neutral).Max();
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                return OfLocal(value, local, depth);
            case ICompoundAssignmentOperation compound when compound.Value == value:
                return TensorUse.Meets;
            case IAssignmentOperation assignment when assignment.Value == value:
                return assignment.Target is ILocalReferenceOperation { Local: var assigned }
                    ? OfLocal(value, assigned, depth)
                    : TensorUse.Escapes;
            case IArrayInitializerOperation { Parent: IArrayCreationOperation array }:
                return Gathered(array);
            case ICollectionExpressionOperation collection:
                return Gathered(collection);
            case IReturnOperation when PropertyAround(value) is { } property:
                return oracle.Uses.Of(property, default).Where(static use => !LocalFlow.IsTarget(use.Operation))
                    .Select(use => Climb(use.Operation, depth - 1)).DefaultIfEmpty(TensorUse.Neutral).Max();
            case IReturnOperation or ITupleOperation or IObjectOrCollectionInitializerOperation or ISpreadOperation:
                return TensorUse.Escapes;
            default:
                return TensorUse.Neutral;
        }
    }

    /// <summary><c>cat(new[] { x, mask })</c> needs one device; a list of one's own does not.</summary>
    private TensorUse Gathered(IOperation list)
    {
        return Operations.Outermost(list).Parent switch
        {
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } }
                when _torch.IsStock(method.ContainingType) => TensorUse.Meets,
            IArgumentOperation { Parent: IPropertyReferenceOperation { Instance.Type: { } indexed } }
                when _torch.IsTensorLike(indexed) => TensorUse.Neutral,
            _ => TensorUse.Escapes,
        };
    }

    private TensorUse OnReceiver(IInvocationOperation call, int depth)
    {
        if (TensorApi.MovesReceiver(call, _torch))
        {
            return IsPutBack(call) ? TensorUse.Managed : TensorUse.Moved;
        }

        if (!Operands.AreOnAnyDevice(call.TargetMethod, _torch) && call.Arguments.Any(argument => Meets(argument.Value)))
        {
            return TensorUse.Meets;
        }

        return call.Type is { } type && _torch.IsTensorLike(type) && call.TargetMethod.Name != "copy_" ? Climb(call, depth)
            : call.Type is IArrayTypeSymbol or INamedTypeSymbol { IsTupleType: true } ? TensorUse.Escapes
            : TensorUse.Neutral;
    }

    private TensorUse AsArgument(IArgumentOperation argument, int depth)
    {
        switch (argument.Parent)
        {
            case IPropertyReferenceOperation { Instance.Type: { } indexed } when _torch.IsTensorLike(indexed):
                return TensorUse.Neutral;
            case IInvocationOperation call when _torch.IsStock(call.TargetMethod.ContainingType):
                return InTorchCall(argument, call, depth);
            case IInvocationOperation { TargetMethod: var method } call:
                return call.Arguments.Any(other => TensorApi.NamesDevice(other, _torch)) ? TensorUse.Moved
                    : method.IsExtensionMethod && method.DeclaringSyntaxReferences.IsEmpty ? TensorUse.Escapes
                    : InOwnMethod(method.OriginalDefinition, argument.Parameter!, depth);
            default:
                return TensorUse.Escapes;
        }
    }

    private TensorUse InTorchCall(IArgumentOperation argument, IInvocationOperation call, int depth)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.IsExtensionMethod && argument.Parameter?.Ordinal == 0 && TensorApi.MovesReceiver(call, _torch))
        {
            return TensorUse.Moved;
        }

        if (RegistryApi.RegistryOf(method, _torch) is not null || method.Name == "copy_" || method.ContainingType.Name is "TensorIndex")
        {
            return TensorUse.Neutral;
        }

        if (Operands.AreOnAnyDevice(method, _torch))
        {
            return TensorUse.Neutral;
        }

        bool inModule = _torch.IsModule(method.ContainingType) && method.Name is "call" or "forward";
        if (inModule
            || (call.Instance is not null && Meets(call.Instance))
            || call.Arguments.Any(other => other != argument && Meets(other.Value)))
        {
            return TensorUse.Meets;
        }

        return call.Type is { } type && _torch.IsTensorLike(type) ? Climb(call, depth) : TensorUse.Neutral;
    }

    /// <summary>What a method of the user's own does with the parameter.</summary>
    private TensorUse InOwnMethod(IMethodSymbol method, IParameterSymbol parameter, int depth)
    {
        IParameterSymbol declared = PartialParts.Implementing(method).Parameters[parameter.Ordinal];
        SyntaxNode? body = PartialParts.ImplementationOf(method);
        return body is null || oracle.Bodies.OperationOf(body) is not { } operation
            ? TensorUse.Escapes
            : operation.Descendants().OfType<IParameterReferenceOperation>()
                .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Parameter, declared) && !LocalFlow.IsTarget(reference))
                .Select(reference => Climb(reference, depth - 1))
                .DefaultIfEmpty(TensorUse.Neutral)
                .Max();
    }

    private TensorUse OfLocal(IOperation value, ILocalSymbol local, int depth)
    {
        IEnumerable<ILocalReferenceOperation> reads = LocalFlow.ReadsOf(value, local);
        return reads.Select(read => Climb(read, depth - 1)).DefaultIfEmpty(TensorUse.Neutral).Max();
    }

    /// <summary><c>mask = mask.to(x.device)</c>: what moved takes the place of what did not.</summary>
    private static bool IsPutBack(IOperation moved)
    {
        IOperation? value = moved;
        while (value is not null and not IAssignmentOperation and not IBlockOperation)
        {
            value = value.Parent;
        }

        return value is IAssignmentOperation { Target: IMemberReferenceOperation { Member: var target } }
            && LocalFlow.Mentions(moved, target);
    }

    /// <summary>The property in whose getter the value is returned: who reads it decides.</summary>
    private static IPropertySymbol? PropertyAround(IOperation value) =>
        value.SemanticModel?.GetEnclosingSymbol(
            value.Syntax.SpanStart) is IMethodSymbol { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: IPropertySymbol property }
            ? property
            : null;

    /// <summary>Whether the other side is a tensor with dimensions, as far as its type tells.</summary>
    private bool Meets(IOperation other) =>
        other is not IConversionOperation { Operand.Type: { } given } || _torch.IsTensorLike(given)
            ? Operations.Unwrap(other).Type is { } type && _torch.IsTensorLike(type) && !Operations.IsNull(other)
            : false;
}
