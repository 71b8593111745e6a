using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>TSG1018: the registry takes a name once, whether reflection or a call brought it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NameRegisteredTwiceAnalyzer() : ModuleAnalyzer(Descriptors.TSG1018_NameRegisteredTwice)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        if (ModuleClassifier.IsGenerated(type, oracle.Torch))
        {
            AnalyzeGenerated(context, type, oracle);
        }
        else if (oracle.IsHandWritten(type))
        {
            foreach (ConstructionEvent registration in oracle.FactsOf(type).Of(ConstructionEventKind.RegisterCall))
            {
                if (registration is { Subject: IMethodSymbol method, Operation: IInvocationOperation call }
                    && RegistrationOracle.IsIn(registration.Site, type)
                    && RegistryApi.MethodOf(method.OriginalDefinition, oracle.Torch) is { Replaces: false, Registry: var registry }
                    && RegistryApi.NameOf(call) is { } key
                    && registration.Before.IsTaken(registry, key) == Certainty.Yes
                    && registration.Before.Find(registry, key) is { } entry
                    && !IsAskedBefore(registration.Site, key, oracle))
                {
                    Report(context, registration.Site.GetLocation(), key, new RegistrationAnswer.Registered([entry]).Words);
                }
            }
        }
    }

    /// <summary><c>if (!has_buffer("mask")) register_buffer("mask", mask);</c>: where the name is taken the call is not made.</summary>
    private static bool IsAskedBefore(SyntaxNode site, string key, RegistrationOracle oracle) =>
        site.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } around
        && around.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(question =>
            question.SpanStart < site.SpanStart
            && oracle.Bodies.OperationOf(question) is IInvocationOperation call
            && RegistryApi.Asks(call, key, oracle.Torch));

    /// <summary>A member that has its value when the base constructor runs is registered by it, before any call can be made.</summary>
    private void AnalyzeGenerated(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        foreach (IInvocationOperation call in RegisterCalls.Of(type, oracle).Own)
        {
            if (RegistryApi.MethodOf(call.TargetMethod.OriginalDefinition, oracle.Torch) is { Replaces: false, Registry: var registry }
                && RegistryApi.NameOf(call) is { } key
                && DeclaredAs(key, registry, type, oracle) is { } state
                && InitialState.ValueOf(state.Symbol) is not null)
            {
                Report(context, call.Syntax.GetLocation(), key, $"by the declaration of '{state.Symbol.Name}'");
            }
        }
    }

    private static StateMember? DeclaredAs(string key, StateKind registry, INamedTypeSymbol type, RegistrationOracle oracle) =>
        ModuleClassifier.Ancestors(type).Prepend(type)
            .TakeWhile(current => !oracle.Torch.IsStock(current))
            .Where(current => ModuleClassifier.IsGenerated(current, oracle.Torch))
            .SelectMany(current => ModuleDeclaration.Of(current, oracle.Torch).Members)
            .FirstOrDefault(state => state.Key == key && state.Kind == registry);
}
