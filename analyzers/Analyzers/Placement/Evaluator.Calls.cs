using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <content>Calls: factories, moves, tensor functions, modules, and the class's own methods.</content>
internal sealed partial class Evaluator
{
    private TensorPlacement Call(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;

        if (TensorFactories.IsFactory(method, Torch))
        {
            EvaluateArguments(call);
            return TensorFactories.DeviceOf(call) is not { } device
                ? TensorPlacement.Created(module.CreationOf(call, body.Method), Dimensions.OfFactory(call, Torch))
                : TensorApi.IsCpu(device) ? TensorPlacement.Unknown : TensorPlacement.OnModule;
        }

        if (TensorApi.Moving.Contains(method, Torch))
        {
            TensorPlacement tensor = Evaluate(call.Instance);
            EvaluateArguments(call);
            return TensorApi.TargetOf(call, Torch) switch
            {
                MoveTarget.Cpu => TensorPlacement.Unknown,
                MoveTarget.Chosen => tensor.MovedToModule(),
                _ => tensor,
            };
        }

        if (call.Instance is not null and not IInstanceReferenceOperation && Layers.IsCall(method, call.Instance.Type, Torch))
        {
            return Run(call);
        }

        if (method.MethodKind == MethodKind.LocalFunction || module.BodyOf(call) is not null)
        {
            return CallOwn(call);
        }

        if (call.Instance is { } receiver && method.Name is "index" && Torch.IsTensorLike(method.ContainingType))
        {
            return Index(call, Evaluate(receiver), call.Arguments.SelectMany(static argument => Elements(argument.Value)));
        }

        if (TorchFunction.IsOnTensors(method, Torch))
        {
            IEnumerable<IOperation> operands = call.Arguments.Select(static argument => argument.Value);
            TensorPlacement result = Meet(call, call.Instance is null ? operands : operands.Prepend(call.Instance));
            return ReturnsTensors(method) ? result : TensorPlacement.Unknown;
        }

        return CallForeign(call);
    }

    private bool ReturnsTensors(IMethodSymbol method) =>
        Torch.IsTensorLike(method.ReturnType)
        || method.ReturnType is IArrayTypeSymbol { ElementType: { } element } && Torch.IsTensorLike(element)
        || method.ReturnType is INamedTypeSymbol { TypeArguments: { Length: > 0 } arguments } && arguments.Any(Torch.IsTensorLike);

    /// <summary>
    /// The operands of an operator or a function come together. Elements of an array come together with each other too, as
    /// in <c>cat</c>.
    /// </summary>
    private TensorPlacement Meet(IOperation operation, IEnumerable<IOperation> operands)
    {
        IMethodSymbol? method = (operation as IInvocationOperation)?.TargetMethod;
        bool tolerant = method is not null && Operands.AreOnAnyDevice(method, Torch);
        bool strict = method is not null && Operands.NeedingScalarsHere.Contains(method, Torch);
        (IOperation Operand, TensorPlacement Placement)[] met =
            [.. operands.SelectMany(Elements).Select(operand => (operand, Evaluate(operand)))];
        TensorPlacement? result = null;

        for (int i = 0; i < met.Length; i++)
        {
            TensorPlacement mine = met[i].Placement;
            foreach (Creation creation in strict ? mine.Fresh : mine.Stranded)
            {
                int partner = tolerant ? -1
                    : mine.Mixed.Contains(creation) ? i
                    : Array.FindIndex(met, other => other.Placement.IsSurelyOnModule);
                if (partner >= 0)
                {
                    meet(new Meeting(creation, met[partner].Operand, operation, IsLayer: false));
                }
            }

            result = result is null ? mine : tolerant ? result : result.Combine(mine);
        }

        result ??= TensorPlacement.Unknown;
        return operation is IInvocationOperation call ? result.Element().WithRank(Dimensions.After(call, result.Rank, Torch)) : result;
    }

    /// <summary>An index may lie on the CPU whatever it indexes; one on the module's device needs its tensor there as well.</summary>
    private TensorPlacement Index(IOperation operation, TensorPlacement tensor, IEnumerable<IOperation> indices)
    {
        int rank = tensor.Rank;
        foreach (IOperation index in indices)
        {
            TensorPlacement placement = Evaluate(index);
            IOperation bare = index is IConversionOperation { Operand: { } converted } ? converted : index;
            if (placement.IsSurelyOnModule)
            {
                foreach (Creation creation in tensor.Stranded)
                {
                    meet(new Meeting(creation, bare, operation, IsLayer: false));
                }
            }

            rank += bare switch
            {
                { ConstantValue: { HasValue: true, Value: null } } => 1,
                { Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } => -1,
                IInvocationOperation { TargetMethod.Name: "Single" } => -1,
                _ => 0,
            };
        }

        return tensor.WithRank(rank);
    }

    private TensorPlacement Run(IInvocationOperation call)
    {
        IOperation layer = call.Instance!;
        LayerKind kind = module.LayerOf(layer);
        TensorPlacement input = Meet(call, call.Arguments.Select(static argument => argument.Value));
        if (kind == LayerKind.Weighted)
        {
            foreach (IOperation operand in call.Arguments.SelectMany(static argument => Elements(argument.Value)))
            {
                TensorPlacement placement = Evaluate(operand);
                foreach (Creation creation in Layers.TakingScalars.Contains(layer.Type?.Name ?? "") ? placement.Fresh : placement.Stranded)
                {
                    meet(new Meeting(creation, layer, call, IsLayer: true));
                }
            }

            return TensorPlacement.OnModule;
        }

        return kind == LayerKind.Stateless || input.IsSurelyOnModule ? input
            : input.Fresh.IsEmpty && layer is IMemberReferenceOperation { Instance: IInstanceReferenceOperation } ? TensorPlacement.OnModule
            : TensorPlacement.Unknown;
    }

    /// <summary>A method of the class, of a base, a static helper or a local function: follows it with what is passed.</summary>
    private TensorPlacement CallOwn(IInvocationOperation call)
    {
        TensorPlacement[] arguments = [.. call.Arguments.Select(argument => Evaluate(argument.Value))];
        bool isLocal = call.TargetMethod.MethodKind == MethodKind.LocalFunction;
        (IMethodSymbol Method, ControlFlowGraph Graph)? own = isLocal
            ? LocalFunction(call.TargetMethod.OriginalDefinition)
            : module.BodyOf(call);
        if (own is not var (method, graph))
        {
            return TensorPlacement.Unknown;
        }

        PlacementState entry = PlacementState.Empty.Copy();
        foreach (KeyValuePair<object, TensorPlacement> variable in isLocal ? state.Named : state.Members)
        {
            entry[variable.Key] = variable.Value;
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            if (call.Arguments[i].Parameter is { } parameter && parameter.Ordinal < method.Parameters.Length)
            {
                entry[PartialParts.Implementing(method).Parameters[parameter.Ordinal]] = arguments[i];
            }
        }

        Outcome outcome = module.Enter(method, graph, entry);
        foreach (KeyValuePair<object, TensorPlacement> variable in isLocal
            ? outcome.Exit.Named.Where(variable => state[variable.Key] is not null)
            : outcome.Exit.Members)
        {
            state[variable.Key] = variable.Value.WithCreations(creation => SeenFromHere(creation, call));
        }

        foreach (IArgumentOperation argument in call.Arguments)
        {
            ForgetReference(argument);
        }

        foreach (Meeting meeting in outcome.Meetings)
        {
            meet(meeting);
        }

        return outcome.Result.WithCreations(creation => SeenFromHere(creation, call));
    }

    private TensorPlacement? Get(IPropertySymbol property)
    {
        if (module.GetterOf(property) is not { } graph)
        {
            return null;
        }

        PlacementState entry = PlacementState.Empty.Copy();
        foreach (KeyValuePair<object, TensorPlacement> member in state.Members)
        {
            entry[member.Key] = member.Value;
        }

        Outcome outcome = module.Enter(property.GetMethod!.OriginalDefinition, graph, entry);
        foreach (Meeting meeting in outcome.Meetings)
        {
            meet(meeting);
        }

        return outcome.Result;
    }

    /// <summary>
    /// A helper of another class that is given no tensor cannot know the device: what it makes is reported where this class asks
    /// for it. One that is given some can, and the mistake is its own.
    /// </summary>
    private Creation SeenFromHere(Creation creation, IInvocationOperation call) =>
        creation.Call is not null
        && !module.Declares(creation.Method)
        && module.Declares(body.Method)
        && !module.IsHelperWithTensors(creation.Method)
            ? module.CreationOf(call, body.Method)
            : creation;

    private (IMethodSymbol Method, ControlFlowGraph Graph)? LocalFunction(IMethodSymbol function) =>
        body.Graph.LocalFunctions.Contains(function, SymbolEqualityComparer.Default)
            ? (function, body.Graph.GetLocalFunctionControlFlowGraph(function))
            : null;

    private TensorPlacement CallForeign(IInvocationOperation call)
    {
        TensorPlacement? receiver = call.Instance is null ? null : Evaluate(call.Instance);
        TensorPlacement[] arguments = EvaluateArguments(call);
        IMethodSymbol method = call.TargetMethod;

        if (receiver is not null && method.Name is "Add" or "AddRange" or "Append" or "Insert" && KeyOf(call.Instance!) is { } list)
        {
            state[list] = arguments.Aggregate(receiver!, static (held, argument) => held.Hold(argument));
            return TensorPlacement.Unknown;
        }

        bool isComponent = call.Instance is IInstanceReferenceOperation
            && ModuleApi.LookingUp.Contains(method, Torch)
            && Torch.IsTensorLike(method.ReturnType);
        bool passesOn = method.Name is "GetEnumerator" or "ToArray" or "ToList" or "AsEnumerable" or "Reverse" or "AsSpan"
            || method.ContainingType.Name is "DisposeScope" or "TensorIndex"
            || isComponent;
        return !passesOn ? TensorPlacement.Unknown
            : isComponent ? TensorPlacement.OnModule
            : method.ContainingType.Name is "DisposeScope" or "TensorIndex" ? arguments.FirstOrDefault() ?? TensorPlacement.Unknown
            : receiver ?? arguments.FirstOrDefault() ?? TensorPlacement.Unknown;
    }

    private TensorPlacement[] EvaluateArguments(IInvocationOperation call)
    {
        TensorPlacement[] arguments = [.. call.Arguments.Select(argument => Evaluate(argument.Value))];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            ForgetReference(argument);
        }

        return arguments;
    }

    private void ForgetReference(IArgumentOperation argument)
    {
        if (argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out } && KeyOf(argument.Value) is { } variable)
        {
            state[variable] = TensorPlacement.Unknown;
        }
    }

    /// <summary>What an argument consists of: the elements of an array or a tuple that is written out in the call.</summary>
    private static IEnumerable<IOperation> Elements(IOperation operand) =>
        operand switch
        {
            IConversionOperation { Operand: ITupleOperation or IArrayCreationOperation or ICollectionExpressionOperation } conversion =>
                Elements(conversion.Operand),
            ITupleOperation tuple => tuple.Elements.SelectMany(Elements),
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues.SelectMany(Elements),
            ICollectionExpressionOperation collection => collection.Elements.SelectMany(Elements),
            _ => [operand],
        };
}
