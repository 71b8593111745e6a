using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>TSG1018: the registry takes a name once, whether reflection or a call brought it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NameRegisteredTwiceAnalyzer() : ModuleAnalyzer(Descriptors.TSG1018_NameRegisteredTwice)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        if (!oracle.IsHandWritten(type))
        {
            return;
        }

        foreach (ConstructionEvent registration in oracle.FactsOf(type).Of(ConstructionEventKind.RegisterCall))
        {
            if (registration is { Subject: IMethodSymbol method, Operation: IInvocationOperation call }
                && RegistrationOracle.IsIn(registration.Site, type)
                && RegistryApi.MethodOf(method.OriginalDefinition, oracle.Torch) is { Replaces: false, Registry: var registry }
                && RegistryApi.NameOf(call) is { } key
                && registration.Before.IsRegistered(registry, key) == Certainty.Yes)
            {
                string reason = registration.Before.RegisteredAt is { } at && registration.Before.ComponentsRegistered == Certainty.Yes
                    ? $"by RegisterComponents() on line {RegistrationOracle.Line(at)}"
                    : "by a call before this one";
                Report(context, registration.Site.GetLocation(), key, reason);
            }
        }
    }
}
