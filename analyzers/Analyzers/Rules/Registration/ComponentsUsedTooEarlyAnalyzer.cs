using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>TSG1017: before registration a module has no components, so walking over them in the constructor does nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ComponentsUsedTooEarlyAnalyzer() : ModuleAnalyzer(Descriptors.TSG1017_ComponentsUsedBeforeRegistration)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        if (!oracle.IsHandWritten(type))
        {
            return;
        }

        ConstructionFacts facts = oracle.FactsOf(type);
        SyntaxNode? registration = facts.Of(ConstructionEventKind.RegisterComponents).Concat(facts.Of(ConstructionEventKind.RegisterCall))
            .Select(static call => call.Site)
            .Where(site => RegistrationOracle.IsIn(site, type))
            .OrderBy(static site => site.SpanStart)
            .FirstOrDefault();

        foreach (ConstructionEvent use in facts.Of(ConstructionEventKind.UseOfComponents))
        {
            if (use.Before is { ComponentsRegistered: Certainty.No, RegistryIsEmpty: true }
                && RegistrationOracle.IsIn(use.Site, type)
                && StateMembers.OfChain(type, oracle.Torch).Any(member => IsComponent(member, facts, oracle)))
            {
                string reason = registration is null
                    ? "RegisterComponents() has not been called"
                    : $"they are registered on line {RegistrationOracle.Line(registration)}";
                Report(context, use.Site.GetLocation(), use.Subject.Name + "()", reason);
            }
        }
    }

    private static bool IsComponent(ISymbol member, ConstructionFacts facts, RegistrationOracle oracle) =>
        facts.Exit?[member].Assigned == Certainty.Yes
        && MemberClassifier.TypeOf(member) is { } held
        && (!oracle.Torch.IsModule(held) || ModuleApi.HasState(held, oracle.Torch));
}
