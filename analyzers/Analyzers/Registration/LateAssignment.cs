using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>A member that gets its value in a constructor when registration has already been, and misses it for that.</summary>
/// <param name="Member">The member.</param>
/// <param name="Site">The assignment.</param>
/// <param name="RegisteredAt">The call of <c>RegisterComponents()</c> before it.</param>
/// <param name="Answer">Why it is not registered.</param>
internal sealed record LateAssignment(ISymbol Member, SyntaxNode Site, SyntaxNode RegisteredAt, RegistrationAnswer.NotRegistered Answer)
{
    /// <summary>Whether a base constructor made that call for a member that it cannot know.</summary>
    public bool IsAfterBase => Answer.Reason == MissReason.BaseRegistered;

    public INamedTypeSymbol? RegisteringType(INamedTypeSymbol derived) =>
        ModuleClassifier.Ancestors(derived).FirstOrDefault(ancestor => RegistrationOracle.IsIn(RegisteredAt, ancestor.OriginalDefinition));

    public static IEnumerable<LateAssignment> Of(INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        ConstructionFacts facts = oracle.FactsOf(type);
        var tracked = new HashSet<ISymbol>(ReflectedMembers.OfChain(type, oracle.Torch), SymbolEqualityComparer.Default);
        foreach (ConstructionEvent late in facts.Of(ConstructionEventKind.Assignment))
        {
            if (late.Before is { ComponentsRegistered: Certainty.Yes, RegisteredAt: { } registeredAt }
                && tracked.Contains(late.Subject)
                && RegistrationOracle.IsIn(late.Site, type)
                && facts.Exit?.EntriesOf(late.Subject).All(static entry => entry.Route != RegistrationRoute.Call) != false
                && !late.Before.EntriesOf(late.Subject).Any(static entry => entry.Route == RegistrationRoute.Call)
                && !oracle.IsRegisteredAnywhere(late.Subject, type)
                && oracle.Missed.IsIn(late.Subject, late.Operation, cancellationToken))
            {
                yield return new LateAssignment(
                    late.Subject, late.Site, registeredAt, RegistrationOracle.Late(late.Subject, type, late.Site, registeredAt));
            }
        }
    }
}
