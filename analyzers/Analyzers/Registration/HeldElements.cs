using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>What is put into a collection, tuple, struct or Lazy, and what becomes of it.</summary>
internal static class HeldElements
{
    /// <summary>
    /// Whether state is made for the member alone, the module works with it, and nothing else makes up for the missing
    /// registration: a loop that registers, a Sequential or ModuleList made from it, transfer or parameters by hand.
    /// </summary>
    public static bool StayInvisible(ISymbol member, StateHolder holder, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        var references = oracle.Uses.Of(member, cancellationToken);
        var added = Added(member, references, oracle, cancellationToken).ToList();
        bool made = added.Any(item => IsMade(item.Value, holder, oracle, cancellationToken) && (holder.Holds == StateKind.Submodule || item.AtConstruction));
        if (!made || references.All(reference => oracle.Members.IsConstruction(reference.In, cancellationToken)))
        {
            return false;
        }

        if (references.Any(reference => ElementFlow.IsTakenCareOf(reference.Operation, oracle)) || added.Any(item => ElementFlow.IsSharedByLocal(item.Value, member, oracle)))
        {
            return false;
        }

        return holder.Holds != StateKind.Buffer
            || (added.All(static item => item.AtConstruction) && ElementFlow.UseOf(references, oracle, cancellationToken) == TensorUse.Meets);
    }

    /// <summary>Everything that is put into a collection, at whatever time.</summary>
    public static IEnumerable<IOperation> AllOf(ISymbol member, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        Added(member, oracle.Uses.Of(member, cancellationToken), oracle, cancellationToken).SelectMany(item => Elements(item.Value, oracle.Torch));

    /// <summary>What <c>new ModuleList(a, b)</c> or <c>Sequential(("a", a))</c> is made of, through the local that holds it.</summary>
    public static IEnumerable<IOperation> InContainer(IOperation value, RegistrationOracle oracle) =>
        Operations.Unwrap(value) switch
        {
            ILocalReferenceOperation local => LocalFlow.ValuesOf(local).SelectMany(made => InContainer(made, oracle))
                .Concat(AddedTo(LocalFlow.Reads(local, local.Local)).SelectMany(added => Elements(added, oracle.Torch))),
            IConditionalOperation { WhenFalse: { } otherwise } choice => InContainer(choice.WhenTrue, oracle).Concat(InContainer(otherwise, oracle)),
            IObjectCreationOperation creation => creation.Arguments.SelectMany(argument => Elements(argument.Value, oracle.Torch)),
            IInvocationOperation call => call.Arguments.SelectMany(argument => Elements(argument.Value, oracle.Torch)),
            _ => [],
        };

    private static bool IsMade(IOperation value, StateHolder holder, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        Elements(value, oracle.Torch).Any(element => ValueOrigin.Of(element, oracle) is { IsFresh: true, Scalar: false, Pinned: var pinned } origin
            && (holder.Holds != StateKind.Buffer || !pinned)
            && (origin.Type is not { } type || !oracle.Torch.IsModule(type) || oracle.Missed.OfModule(element, type, cancellationToken) == Certainty.Yes));

    /// <summary>The outermost tensors and modules in an expression: the elements of an initialiser, what a Select makes.</summary>
    private static IEnumerable<IOperation> Elements(IOperation value, TorchSymbols torch)
    {
        IOperation operation = Operations.Unwrap(value);
        if (operation.Type is { } type && StateTypes.KindOf(type, torch) is not null)
        {
            return [operation];
        }

        if (operation is ILocalReferenceOperation local)
        {
            return LocalFlow.ValuesOf(local).Concat(AddedTo(LocalFlow.Reads(local, local.Local))).SelectMany(item => Elements(item, torch));
        }

        return operation is IMemberReferenceOperation or IParameterReferenceOperation
            ? []
            : operation.ChildOperations.SelectMany(child => Elements(child, torch));
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
                case IInvocationOperation { TargetMethod.Name: "Add" or "AddRange" or "Insert" or "TryAdd" or "Push" or "Enqueue" or "AddLast" or "append" } call when call.Instance == collection:
                    foreach (IArgumentOperation argument in call.Arguments)
                    {
                        yield return argument.Value;
                    }

                    break;
                case IArrayElementReferenceOperation { Parent: IAssignmentOperation { Value: var stored } assignment } element when assignment.Target == element:
                    yield return stored;
                    break;
                case IPropertyReferenceOperation { Property.IsIndexer: true, Parent: IAssignmentOperation { Value: var stored } assignment } element when assignment.Target == element:
                    yield return stored;
                    break;
            }
        }
    }
}
