using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>
/// Whether anything goes wrong when a member is not registered. Much is left out on purpose: caches that are moved by hand,
/// layers without state, a tied head that somebody else owns.
/// </summary>
internal static class Importance
{
    /// <summary>Whether leaving <paramref name="member"/> out while it holds <paramref name="value"/> is a mistake.</summary>
    public static bool Matters(ISymbol member, IOperation? value, RegistrationOracle oracle, CancellationToken cancellationToken, TensorUse least = TensorUse.Meets)
    {
        if (MemberClassifier.TypeOf(member) is not { } type || StateTypes.KindOf(type, oracle.Torch) is not { } kind)
        {
            return false;
        }

        ValueOrigin origin = ValueOrigin.Of(value, oracle.Torch);
        return kind switch
        {
            StateKind.Submodule => origin.IsFresh && ModuleApi.HasState(origin.Type ?? type, oracle.Torch) && !IsMovedByHand(member, oracle, cancellationToken),
            StateKind.Parameter => origin.IsFresh,
            _ when origin is { IsFresh: true, Type: { } made } && oracle.Torch.IsParameter(made) => true,
            _ => origin is { Kind: OriginKind.Fresh or OriginKind.Parameter, Pinned: false, Scalar: false } && StaysBehind(member, oracle, cancellationToken, least),
        };
    }

    /// <summary>Whether a tensor that does not move with the module is used as if it did.</summary>
    public static bool StaysBehind(ISymbol member, RegistrationOracle oracle, CancellationToken cancellationToken, TensorUse least = TensorUse.Meets) =>
        oracle.Members.UseOf(member, cancellationToken) is var use
        && use != TensorUse.Managed
        && use >= least
        && !oracle.Members.IsTransient(member, cancellationToken);

    private static bool IsMovedByHand(ISymbol member, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        oracle.Uses.Of(member, cancellationToken).Any(reference =>
        {
            IOperation operation = reference.Operation;
            while (operation.Parent is IConversionOperation or IArgumentOperation)
            {
                operation = operation.Parent;
            }

            return operation.Parent is IInvocationOperation { TargetMethod: var method } call
                && ModuleApi.Moving.Contains(method, oracle.Torch)
                && ModuleApi.ReceiverOf(call) is { } receiver
                && LocalFlow.Mentions(receiver, member)
                && !oracle.Members.IsConstruction(reference.In, cancellationToken);
        });
}
