using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>Where the elements of a collection go.</summary>
internal static class ElementFlow
{
    /// <summary>A helper of a helper; what lies deeper counts as unseen.</summary>
    private const int MostHelpers = 3;

    /// <summary>
    /// Whether this use of the collection hands its elements to a container that is registered, or moves, saves or trains
    /// them by hand.
    /// </summary>
    public static bool IsTakenCareOf(IOperation collection, RegistrationOracle oracle) => IsTakenCareOf(collection, oracle, MostHelpers);

    private static bool IsTakenCareOf(IOperation collection, RegistrationOracle oracle, int helpers) =>
        Values(collection).Any(value => Goes(value, oracle, helpers));

    /// <summary>A local that is put into the collection and given to another container, or to registration, as well.</summary>
    public static bool IsSharedByLocal(IOperation added, ISymbol member, RegistrationOracle oracle) =>
        Operations.Unwrap(added) is ILocalReferenceOperation local
        && LocalFlow.Reads(local, local.Local).Any(read =>
            read.Syntax != local.Syntax && (Goes(read, oracle, MostHelpers) || IsStoredElsewhere(read, member)));

    /// <summary><c>layers.Add(Register("fc", Linear(2, 2)))</c>: the helper hands back what it has registered.</summary>
    public static bool IsTakenCareOfByMaker(IOperation added, ISymbol member, RegistrationOracle oracle) =>
        Operations.Unwrap(added) is IInvocationOperation made
        && PossibleValues.HelperOf(made) is { } helper
        && oracle.Bodies.ReturnsOf(helper).Select(Operations.Unwrap).Any(returned =>
            IsSharedByLocal(returned, member, oracle)
            || (returned is IParameterReferenceOperation { Parameter: var parameter }
                && oracle.Bodies.ReferencesTo(parameter).Any(reference => Goes(reference, oracle, MostHelpers))));

    public static TensorUse UseOf(IEnumerable<MemberReference> references, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        return references
            .Where(reference => !oracle.Members.IsConstruction(reference.In, cancellationToken))
            .SelectMany(static reference => Values(reference.Operation))
            .Where(static value => !LocalFlow.IsTarget(value))
            .Select(oracle.TensorUses.Classify)
            .DefaultIfEmpty(TensorUse.Neutral)
            .Max();
    }

    /// <summary>Whether this use calls elements of the collection, or of the collections in it, as layers.</summary>
    public static bool AreRun(IOperation collection, TorchSymbols torch) =>
        Values(collection).Any(value =>
            IsRun(value, torch) || (value != Operations.Outermost(collection) && AreRun(value, torch)));

    /// <summary>A loop over the collection, an element of it, its size: nothing else gets hold of it.</summary>
    public static bool IsOnlyRead(IOperation collection) => Operations.Outermost(collection) switch
    {
        { Parent: IForEachLoopOperation loop } value => loop.Collection == value,
        { Parent: IArrayElementReferenceOperation element } => !LocalFlow.IsTarget(element),
        { Parent: IPropertyReferenceOperation property } => !LocalFlow.IsTarget(property),
        _ => false,
    };

    private static bool IsRun(IOperation value, TorchSymbols torch) => Operations.Outermost(value) is var outer && outer.Parent switch
    {
        IInvocationOperation call => call.Instance == outer && ModuleApi.Running.Contains(call.TargetMethod, torch),
        IDynamicMemberReferenceOperation { Parent: IDynamicInvocationOperation } called =>
            ModuleApi.Running.Names.Contains(called.MemberName),
        _ => false,
    };

    /// <summary>The collection, its elements by index, and the variables of loops and lambdas that run over it.</summary>
    private static IEnumerable<IOperation> Values(IOperation collection)
    {
        IOperation outer = Operations.Outermost(collection);
        yield return outer;
        switch (outer.Parent)
        {
            case IArrayElementReferenceOperation element when element.ArrayReference == outer:
                yield return element;
                break;
            case IPropertyReferenceOperation { Property.IsIndexer: true } element when element.Instance == outer:
                yield return element;
                break;
            case IFieldReferenceOperation field when field.Instance == outer:
                yield return field;
                break;
            case IPropertyReferenceOperation { Property.Name: "Value" or "Values" } held when held.Instance == outer:
                foreach (IOperation value in Values(held))
                {
                    yield return value;
                }

                break;
            case IForEachLoopOperation loop when loop.Collection == outer:
                foreach (ILocalReferenceOperation read in loop.Locals.SelectMany(local => LocalFlow.Reads(loop, local)))
                {
                    yield return read;
                    if (read.Parent is IPropertyReferenceOperation { Property.Name: "Value" } held)
                    {
                        yield return held;
                    }
                }

                break;
            case IInvocationOperation call when call.Instance == outer:
                foreach (IOperation item in Results(call))
                {
                    yield return item;
                }

                break;
            case IArgumentOperation { Parent: IInvocationOperation call } argument
                when call.TargetMethod.IsExtensionMethod && call.Arguments[0] == argument:
                foreach (IOperation item in Results(call))
                {
                    yield return item;
                }

                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } initializer:
                foreach (IOperation item in LocalFlow.ReadsBehind(initializer, local).SelectMany(Values))
                {
                    yield return item;
                }

                break;
        }
    }

    /// <summary>
    /// What the lambdas of a call get to see, and its result: <c>ToArray()</c>, <c>Select(...)</c> have the same elements.
    /// </summary>
    private static IEnumerable<IOperation> Results(IInvocationOperation call) =>
        call.Type is null or { SpecialType: not SpecialType.None } ? LambdaItems(call) : LambdaItems(call).Concat(Values(call));

    private static IEnumerable<IOperation> LambdaItems(IInvocationOperation call) =>
        call.Arguments.SelectMany(static argument => argument.Value.DescendantsAndSelf().OfType<IAnonymousFunctionOperation>())
            .SelectMany(static lambda => lambda.Body.Descendants().OfType<IParameterReferenceOperation>()
                .Where(reference => lambda.Symbol.Parameters.Contains(reference.Parameter, SymbolEqualityComparer.Default)));

    private static bool Goes(IOperation value, RegistrationOracle oracle, int helpers)
    {
        for (IOperation current = value; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case IConversionOperation or IArgumentOperation or IArrayInitializerOperation or IArrayCreationOperation
                    or ICollectionExpressionOperation or ISpreadOperation or ITupleOperation:
                    continue;
                case IInvocationOperation call:
                    return RegistryApi.RegistryOf(call.TargetMethod, oracle.Torch) is not null
                        || (ModuleApi.ReadsComponents(call.TargetMethod, oracle.Torch)
                            && ModuleApi.ReceiverOf(call) is { } receiver
                            && Operations.Unwrap(receiver) == Operations.Unwrap(value))
                        || (current is IArgumentOperation { Parameter: { } parameter }
                            && (ContainerFedBy(call, oracle.Torch) is not null
                                || IsTakenCareOfBy(call.TargetMethod, parameter, oracle, helpers)));
                case IObjectCreationOperation creation:
                    return current is IArgumentOperation && creation.Type is { } created && oracle.Torch.IsModule(created);
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>A helper of the user's own, which is looked into, or one of a library, of which nothing is known.</summary>
    private static bool IsTakenCareOfBy(IMethodSymbol method, IParameterSymbol parameter, RegistrationOracle oracle, int helpers) =>
        helpers > 0
        && HandedOver.IsOfUser(method, oracle.Torch)
        && (HandedOver.IsUnseen(method)
            || oracle.Bodies.ReferencesTo(parameter).Any(reference => IsTakenCareOf(reference, oracle, helpers - 1)));

    /// <summary><c>Sequential(layers)</c>, <c>ModuleList(layers)</c>, <c>blocks.append(layer)</c>.</summary>
    public static INamedTypeSymbol? ContainerFedBy(IInvocationOperation call, TorchSymbols torch) =>
        new[] { call.Type, call.Instance?.Type }.OfType<INamedTypeSymbol>().FirstOrDefault(type => Layers.IsContainer(type, torch));

    private static bool IsStoredElsewhere(IOperation read, ISymbol member) =>
        Operations.Outermost(read).Parent is IAssignmentOperation { Target: IMemberReferenceOperation { Member: var target } }
        && !SymbolEqualityComparer.Default.Equals(target.OriginalDefinition, member.OriginalDefinition);
}
