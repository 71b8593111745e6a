using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>What a class does with a buffer that TorchSharp does not move: by its member, or by a look-up of its key.</summary>
/// <param name="Key">The key, null where it is computed.</param>
/// <param name="Member">The member that holds the tensor too, null where there is none.</param>
internal sealed record UnmovedBuffer(string? Key, ISymbol? Member)
{
    /// <summary>
    /// Whether some read takes the tensor as it is to meet another one. It is not missed where the class asks for its device,
    /// or puts what comes back from a move in its place; a single read that is moved says nothing about the others.
    /// </summary>
    public bool IsMissed(INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        IOperation[] reads = [.. Reads(type, oracle, cancellationToken)];
        return reads.Any(read => oracle.TensorUses.Classify(read) == TensorUse.Meets) && !reads.Any(read => IsLookedAfter(read, oracle));
    }

    private IEnumerable<IOperation> Reads(INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        (Member is null ? [] : Uses(Member, oracle, cancellationToken))
            .Concat(BufferLookups.Of(type, Key, oracle).SelectMany(lookup => Through(lookup, oracle, cancellationToken)));

    private static IEnumerable<IOperation> Uses(ISymbol member, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        oracle.Uses.Of(member, cancellationToken)
            .Where(use => !LocalFlow.IsTarget(use.Operation) && !oracle.Members.IsConstruction(use.In, cancellationToken))
            .Select(static use => use.Operation);

    /// <summary>A property that does nothing but look the buffer up stands for it.</summary>
    private static IEnumerable<IOperation> Through(
        IInvocationOperation lookup, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        Operations.Outermost(lookup).Parent is IReturnOperation
        && lookup.SemanticModel?.GetEnclosingSymbol(
            lookup.Syntax.SpanStart, cancellationToken) is IMethodSymbol { AssociatedSymbol: IPropertySymbol property }
            ? Uses(property, oracle, cancellationToken)
            : [lookup];

    private bool IsLookedAfter(IOperation read, RegistrationOracle oracle)
    {
        IOperation? current = read;
        while (current.Parent is IConversionOperation or IConditionalAccessOperation)
        {
            current = current.Parent;
        }

        if (current.Parent is IPropertyReferenceOperation { Property: var property, Parent: not IReturnOperation }
            && TensorApi.TellingDevice.Contains(property, oracle.Torch))
        {
            return true;
        }

        while (current is not null and not IAssignmentOperation and not IBlockOperation)
        {
            current = current.Parent;
        }

        return Member is not null
            && current is IAssignmentOperation { Target: IMemberReferenceOperation target, Value: var value }
            && SymbolEqualityComparer.Default.Equals(target.Member.OriginalDefinition, Member.OriginalDefinition)
            && value.DescendantsAndSelf()
                .OfType<IInvocationOperation>()
                .Any(call => TensorApi.TargetOf(call, oracle.Torch) == MoveTarget.Chosen);
    }
}
