using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>
/// Assignments that put a new tensor into a state member outside of construction: in a generated class nothing takes it out
/// of the scope that a training loop opens around a step, unless the member is a partial property.
/// </summary>
internal static class UnseenAssignment
{
    /// <param name="member">A tensor or parameter that <paramref name="type"/> declares as state, or will.</param>
    /// <param name="type">The class, in whose declaration the assignments stand.</param>
    /// <param name="oracle">What is known of the class.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static IEnumerable<MemberWrite> Of(
        ISymbol member, INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        member is IPropertySymbol { IsPartialDefinition: true }
            ? []
            : oracle.Members.WritesOf(member, cancellationToken).Where(write =>
                !write.AtConstruction
                && RegistrationOracle.IsIn(write.Site, type)
                && write.In is not IMethodSymbol { Name: "Dispose" }
                && (write.Value is { } value ? IsComputed(value, oracle.Torch) : write.Site is AssignmentExpressionSyntax)
                && !IsDetached(member, write, oracle, cancellationToken));

    /// <summary>
    /// A tensor that this statement makes: by an operator, or by a call of TorchSharp's that does not return the one it is called on.
    /// </summary>
    private static bool IsComputed(IOperation value, TorchSymbols torch) =>
        Operations.Unwrap(value) switch
        {
            IBinaryOperation or IUnaryOperation or ICompoundAssignmentOperation => true,
            IInvocationOperation { TargetMethod: var method } =>
                torch.IsStock(method.ContainingType)
                && torch.IsTensorLike(method.ReturnType)
                && !ScopeApi.Leaving.Contains(method, torch)
                && !TensorApi.ReturnsReceiver(method, torch)
                && !ModuleApi.LookingUp.Contains(method, torch),
            IConditionalOperation { WhenFalse: { } otherwise } choice => IsComputed(choice.WhenTrue, torch) || IsComputed(otherwise, torch),
            ICoalesceOperation coalesce => IsComputed(coalesce.WhenNull, torch),
            _ => false,
        };

    /// <summary><c>total.DetachFromDisposeScope();</c> in the same method.</summary>
    private static bool IsDetached(ISymbol member, MemberWrite write, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        oracle.Uses.Of(member, cancellationToken).Any(reference =>
            SymbolEqualityComparer.Default.Equals(reference.In, write.In)
            && reference.Operation.Syntax.SpanStart > write.Site.SpanStart
            && (reference.Operation.Parent is IInvocationOperation { TargetMethod: var method }
                && ScopeApi.Leaving.Contains(method, oracle.Torch)
                || reference.Operation.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var release } }
                    && (ScopeApi.Leaving.Contains(release, oracle.Torch) || ScopeApi.Releasing.Contains(release, oracle.Torch))));
}
