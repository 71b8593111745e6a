using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>What is put into a collection, tuple, struct or Lazy, and what becomes of it.</summary>
internal static class HeldElements
{
    /// <summary>A list in a list, made by a helper; what lies deeper is not seen.</summary>
    private const int MaxDepth = 6;

    /// <summary>
    /// Whether state is made for the member alone, the module works with it, and nothing else makes up for the missing
    /// registration: a loop that registers, a Sequential or ModuleList made from it, transfer or parameters by hand.
    /// </summary>
    public static bool StayInvisible(ISymbol member, StateHolder holder, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        var references = oracle.Uses.Of(member, cancellationToken);
        var added = Added(member, references, oracle, cancellationToken).ToList();
        bool made = added.Any(item =>
            IsMade(item.Value, holder, oracle, cancellationToken) && (holder.Holds == StateKind.Submodule || item.AtConstruction));
        if ((!made && !IsEmptyPlace(holder, references, added.Select(static item => item.Value), oracle))
            || references.All(reference => oracle.Members.IsConstruction(reference.In, cancellationToken)))
        {
            return false;
        }

        if (references.Any(reference => ElementFlow.IsTakenCareOf(reference.Operation, oracle))
            || added.Any(item => IsTakenCareOfWhereMade(item.Value, member, oracle)))
        {
            return false;
        }

        return holder.Holds != StateKind.Buffer
            || (added.All(static item => item.AtConstruction)
                && ElementFlow.UseOf(references, oracle, cancellationToken) == TensorUse.Meets);
    }

    /// <summary>
    /// Layers are run that nobody in this compilation puts in, and every use of the collection is known: whoever fills it
    /// later loses them.
    /// </summary>
    private static bool IsEmptyPlace(
        StateHolder holder, IReadOnlyCollection<MemberReference> references, IEnumerable<IOperation> added, RegistrationOracle oracle) =>
        holder.Holds == StateKind.Submodule
        && added.All(static value => Operations.Unwrap(value) is IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null })
        && references.All(static reference => LocalFlow.IsTarget(reference.Operation) || ElementFlow.IsOnlyRead(reference.Operation))
        && references.Any(reference => ElementFlow.AreRun(reference.Operation, oracle.Torch));

    /// <summary>What makes the collection, a helper perhaps, registers the elements itself.</summary>
    private static bool IsTakenCareOfWhereMade(IOperation value, ISymbol member, RegistrationOracle oracle) =>
        ElementFlow.IsSharedByLocal(value, member, oracle)
        || In(value, oracle).Any(element =>
            ElementFlow.IsSharedByLocal(element, member, oracle) || ElementFlow.IsTakenCareOfByMaker(element, member, oracle))
        || Lists(value, oracle, MaxDepth).Any(
            list => LocalFlow.Reads(list, list.Local).Any(read => ElementFlow.IsTakenCareOf(read, oracle)));

    /// <summary>The locals in which a helper gathers what it returns.</summary>
    private static IEnumerable<ILocalReferenceOperation> Lists(IOperation value, RegistrationOracle oracle, int depth) =>
        depth == 0 ? [] : Operations.Unwrap(value) switch
        {
            ILocalReferenceOperation local => LocalFlow.ValuesOf(local).SelectMany(made => Lists(made, oracle, depth - 1)).Prepend(local),
            IInvocationOperation call => ReturnsOf(call, oracle).SelectMany(returned => Lists(returned, oracle, depth - 1)),
            _ => [],
        };

    /// <summary>Everything that is put into a collection, at whatever time.</summary>
    public static IEnumerable<IOperation> AllOf(ISymbol member, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        Added(member, oracle.Uses.Of(member, cancellationToken), oracle, cancellationToken).SelectMany(
            item => In(item.Value, oracle));

    /// <summary>What <c>new ModuleList(a, b)</c> or <c>Sequential(("a", a))</c> is made of, through the local that holds it.</summary>
    public static IEnumerable<IOperation> InContainer(IOperation value, RegistrationOracle oracle) => InContainer(value, oracle, MaxDepth);

    private static IEnumerable<IOperation> InContainer(IOperation value, RegistrationOracle oracle, int depth) =>
        depth == 0 ? [] : PossibleValues.InExpression(value).SelectMany(possible => possible.Operation switch
        {
            ILocalReferenceOperation local => LocalFlow.ValuesOf(local).SelectMany(made => InContainer(made, oracle, depth - 1))
                .Concat(AddedTo(LocalFlow.Reads(local, local.Local)).SelectMany(added => In(added, oracle))),
            IObjectCreationOperation creation => creation.Arguments.SelectMany(argument => In(argument.Value, oracle)),
            IInvocationOperation call => ReturnsOf(call, oracle) is { IsEmpty: false } returns
                ? returns.SelectMany(returned => InContainer(returned, oracle, depth - 1))
                : call.Arguments.SelectMany(argument => In(argument.Value, oracle)),
            _ => [],
        });

    private static ImmutableArray<IOperation> ReturnsOf(IInvocationOperation call, RegistrationOracle oracle) =>
        PossibleValues.HelperOf(call) is { } helper ? oracle.Bodies.ReturnsOf(helper) : [];

    private static bool IsMade(IOperation value, StateHolder holder, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        In(value, oracle).Any(
            element => ValueOrigin.Of(element, oracle) is { IsFresh: true, Scalar: false, Pinned: var pinned } origin
            && (holder.Holds != StateKind.Buffer || !pinned)
            && (origin.Type is not { } type
                || !oracle.Torch.IsModule(type)
                || oracle.Missed.OfModule(element, type, cancellationToken) == Certainty.Yes));

    /// <summary>The outermost tensors and modules in an expression: the elements of an initialiser, what a Select makes.</summary>
    public static IEnumerable<IOperation> In(IOperation value, RegistrationOracle oracle) => Elements(value, oracle, MaxDepth);

    private static IEnumerable<IOperation> Elements(IOperation value, RegistrationOracle oracle, int depth)
    {
        IOperation operation = Operations.Unwrap(value);
        if (depth == 0)
        {
            return [];
        }

        if (operation.Type is { } type && StateTypes.KindOf(type, oracle.Torch) is not null)
        {
            return [operation];
        }

        return operation switch
        {
            ILocalReferenceOperation local =>
                LocalFlow.ValuesOf(local)
                    .Concat(AddedTo(LocalFlow.Reads(local, local.Local)))
                    .SelectMany(item => Elements(item, oracle, depth - 1)),
            IMemberReferenceOperation or IParameterReferenceOperation => [],
            IInvocationOperation call when ReturnsOf(call, oracle) is { IsEmpty: false } returns =>
                returns.SelectMany(returned => Elements(returned, oracle, depth - 1)),
            _ => operation.ChildOperations.SelectMany(child => Elements(child, oracle, depth)),
        };
    }

    private static IEnumerable<(IOperation Value, bool AtConstruction)> Added(
        ISymbol member, IEnumerable<MemberReference> references, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        foreach (MemberWrite write in oracle.Members.WritesOf(member, cancellationToken))
        {
            if (write.Value is not null && !Operations.IsNull(write.Value))
            {
                yield return (write.Value, write.AtConstruction);
            }
        }

        foreach (MemberReference reference in references)
        {
            bool construction = oracle.Members.IsConstruction(reference.In, cancellationToken);
            foreach (IOperation value in AddedTo([reference.Operation]))
            {
                yield return (value, construction);
            }
        }
    }

    /// <summary>What <c>list.Add(x)</c>, <c>map.Add(key, x)</c>, <c>list[i] = x</c> and the like put in.</summary>
    private static IEnumerable<IOperation> AddedTo(IEnumerable<IOperation> collections)
    {
        foreach (IOperation collection in collections)
        {
            switch (collection.Parent)
            {
                case IInvocationOperation { TargetMethod.Name: "Add" or "AddRange" or "Insert" or "TryAdd" or "Push" or "Enqueue"
                    or "AddLast" or "append" } call when call.Instance == collection:
                    foreach (IArgumentOperation argument in call.Arguments)
                    {
                        yield return argument.Value;
                    }

                    break;
                case IArrayElementReferenceOperation { Parent: IAssignmentOperation { Value: var stored } assignment } element
                    when assignment.Target == element:
                    yield return stored;
                    break;
                case IPropertyReferenceOperation { Property.IsIndexer: true,
                    Parent: IAssignmentOperation { Value: var stored } assignment } element when assignment.Target == element:
                    yield return stored;
                    break;
            }
        }
    }
}
