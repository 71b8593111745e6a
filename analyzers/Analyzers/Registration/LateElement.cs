using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>
/// A module that comes into a <c>ModuleList</c> or <c>ModuleDict</c> when that has been registered: TorchSharp's goes on with
/// what it had then (T43).
/// </summary>
/// <param name="Site">The call, or the assignment to an index.</param>
/// <param name="Element">The name of its type.</param>
/// <param name="Words">When it comes.</param>
internal sealed record LateElement(SyntaxNode Site, string Element, string Words)
{
    public static IEnumerable<LateElement> Of(INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        foreach (ConstructionEvent late in oracle.FactsOf(type).Of(ConstructionEventKind.ChangeOfElements))
        {
            if (late.Before is { ComponentsRegistered: Certainty.Yes, RegisteredAt: { } registeredAt }
                && late.Before.IsRegistered(late.Subject) == Certainty.Yes
                && RegistrationOracle.IsIn(late.Site, type)
                && !oracle.IsRegisteredAnywhere(late.Subject, type)
                && ElementsOf(late.Site, oracle).FirstOrDefault(element =>
                    oracle.Missed.IsInElement(element, cancellationToken)
                    && !ElementFlow.IsSharedByLocal(element, late.Subject, oracle)
                    && !ElementFlow.IsTakenCareOfByMaker(element, late.Subject, oracle)) is { Type: { } made })
            {
                yield return new LateElement(
                    late.Site,
                    made.Name,
                    $"added to '{late.Subject.Name}' on line {RegistrationOracle.Line(late.Site)}, "
                        + $"when RegisterComponents() on line {RegistrationOracle.Line(registeredAt)} has looked into it");
            }
        }
    }

    /// <summary>A flow graph has taken the locals of the method apart: what they hold is asked of the method as it is written.</summary>
    private static IEnumerable<IOperation> ElementsOf(SyntaxNode change, RegistrationOracle oracle) =>
        oracle.Bodies.OperationOf(change) switch
        {
            IInvocationOperation call => call.Arguments.SelectMany(argument => HeldElements.In(argument.Value, oracle)),
            { Parent: ISimpleAssignmentOperation write } => HeldElements.In(write.Value, oracle),
            _ => [],
        };
}
