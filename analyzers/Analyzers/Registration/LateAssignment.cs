using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>A member that gets its value in a constructor when registration has already been, and misses it for that.</summary>
/// <param name="Member">The member.</param>
/// <param name="Site">The assignment.</param>
/// <param name="RegisteredAt">The call of <c>RegisterComponents()</c> before it.</param>
/// <param name="IsAfterBase">Whether a base constructor made that call for a member that it cannot know.</param>
internal sealed record LateAssignment(ISymbol Member, SyntaxNode Site, SyntaxNode RegisteredAt, bool IsAfterBase)
{
    public INamedTypeSymbol? RegisteringType(INamedTypeSymbol derived) =>
        ModuleClassifier.Ancestors(derived).FirstOrDefault(ancestor => RegistrationOracle.IsIn(RegisteredAt, ancestor.OriginalDefinition));

    public static IEnumerable<LateAssignment> Of(INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        var tracked = new HashSet<ISymbol>(StateMembers.OfChain(type, oracle.Torch), SymbolEqualityComparer.Default);
        bool inBase = oracle.FactsOf(type).Of(ConstructionEventKind.BodyStarts).All(static start => start.Before.ComponentsRegistered == Certainty.Yes);
        foreach (ConstructionEvent late in oracle.FactsOf(type).Of(ConstructionEventKind.Assignment))
        {
            if (late.Before is not { ComponentsRegistered: Certainty.Yes, RegisteredAt: { } registeredAt }
                || !tracked.Contains(late.Subject)
                || !RegistrationOracle.IsIn(late.Site, type)
                || late.Before[late.Subject] is { Registered: Certainty.Yes, Route: RegistrationRoute.Call }
                || oracle.IsRegisteredAnywhere(late.Subject)
                || !Importance.Matters(late.Subject, ValueAt(late, oracle), oracle, cancellationToken))
            {
                continue;
            }

            bool own = SymbolEqualityComparer.Default.Equals(late.Subject.ContainingType.OriginalDefinition, type.OriginalDefinition);
            yield return new LateAssignment(late.Subject, late.Site, registeredAt, inBase && own);
        }
    }

    /// <summary>The assigned expression as it was written, rather than as control flow has split it.</summary>
    private static IOperation? ValueAt(ConstructionEvent assignment, RegistrationOracle oracle) =>
        oracle.Bodies.OperationOf(assignment.Site) is IAssignmentOperation written
            ? Operations.Targets(written).FirstOrDefault(pair => SymbolEqualityComparer.Default.Equals(Operations.MemberOfThis(pair.Target), assignment.Subject)).Value
            : null;
}
