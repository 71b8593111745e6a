using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>Classes that leave their registration to a parent.</summary>
internal static class SilentModule
{
    /// <summary>Whether no code of the class or its bases registers anything, although there is something to register.</summary>
    public static bool NeverRegisters(INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        INamedTypeSymbol definition = type.OriginalDefinition;
        if (!oracle.IsOwn(definition))
        {
            return false;
        }

        return LeavesRegistrationToOthers(definition, oracle)
            && oracle.FactsOf(definition).Exit is { ComponentsRegistered: Certainty.No } exit
            && ReflectedMembers.OfChain(definition, oracle.Torch).Any(member => IsState(member, exit, oracle, cancellationToken));
    }

    /// <summary>The same for what stands in collections, of which registration alone would make nothing.</summary>
    public static bool NeverRegistersElements(INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        oracle.IsOwn(type)
        && LeavesRegistrationToOthers(type.OriginalDefinition, oracle)
        && oracle.FactsOf(type).Exit is { ComponentsRegistered: Certainty.No }
        && MemberClassifier.Candidates(type).Any(member =>
            MemberClassifier.HoldsValue(member)
            && MemberClassifier.TypeOf(member) is { } held
            && StateHolder.Describe(held, oracle.Torch) is { } holder
            && HeldElements.StayInvisible(member, holder, oracle, cancellationToken));

    private static bool LeavesRegistrationToOthers(INamedTypeSymbol definition, RegistrationOracle oracle)
    {
        var chain = ModuleClassifier.Ancestors(definition)
            .Prepend(definition)
            .TakeWhile(current => !oracle.Torch.IsStock(current))
            .Select(static current => current.OriginalDefinition)
            .ToList();
        return chain.All(current => oracle.IsHandWritten(current) && !MentionsRegistration(current) && !OverridesComponents(current))
            && !RegisterCalls.Of(definition, oracle).ByOthers.Any()
            && !ClassOrigins.IsOverGenerated(definition, oracle.Torch)
            && IsPlain(chain[chain.Count - 1].BaseType);
    }

    private static bool IsState(ISymbol member, ConstructionState exit, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        exit[member].Assigned == Certainty.Yes
        && oracle.Members.WritesOf(member, cancellationToken).Any(write =>
            write.AtConstruction && oracle.Missed.IsIn(member, write.Value, cancellationToken));

    private static bool IsPlain(INamedTypeSymbol? type) => type is { ContainingType: { Name: "nn" } };

    private static bool MentionsRegistration(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.SelectMany(static reference => reference.GetSyntax().DescendantNodes().OfType<SimpleNameSyntax>())
            .Any(static name => RegistryApi.IsNameOfRegistration(name.Identifier.ValueText));

    private static bool OverridesComponents(INamedTypeSymbol type) =>
        type.GetMembers()
            .Any(static member => member.IsOverride
                && !ModuleApi.ApartFromComponents.Contains(member.Name)
                && member is IMethodSymbol { MethodKind: MethodKind.Ordinary });
}
