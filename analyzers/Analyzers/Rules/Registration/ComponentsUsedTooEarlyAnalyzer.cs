using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1017: before registration a module has no components, so walking over them in the constructor does nothing. Where
/// nothing is lost by that, the call is merely idle.
/// </summary>
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
            if (use is { Subject: IMethodSymbol method, Before: { ComponentsRegistered: Certainty.No, RegistryIsEmpty: true } }
                && RegistrationOracle.IsIn(use.Site, type)
                && ReflectedMembers.OfChain(type, oracle.Torch).Any(
                    member => Misses(method, member, facts, oracle, context.CancellationToken))
                && !(ModuleApi.Moving.Contains(method, oracle.Torch) && MovesLater(use, type, oracle)))
            {
                string reason = registration is null
                    ? "RegisterComponents() has not been called"
                    : $"they are registered on line {RegistrationOracle.Line(registration)}";
                Report(context, use.Site.GetLocation(), use.Subject.Name + "()", reason);
            }
        }
    }

    /// <summary>Whether the call was to do something for this member, which nobody does for it otherwise.</summary>
    private static bool Misses(
        IMethodSymbol method, ISymbol member, ConstructionFacts facts, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        if (facts.Exit?[member].Assigned != Certainty.Yes || MemberClassifier.TypeOf(member) is not { } held)
        {
            return false;
        }

        var made = oracle.Members.WritesOf(member, cancellationToken).Where(static write => write.AtConstruction).ToList();
        if (ModuleApi.Moving.Contains(method, oracle.Torch))
        {
            return made.Any(write => ValueOrigin.Of(write.Value, oracle) is { Pinned: false, Scalar: false, IsFresh: true })
                && made.Any(write => IsComponent(write.Value, held, oracle, cancellationToken))
                && !IsMovedByHand(member, oracle, cancellationToken);
        }

        return ModuleApi.SettingMode.Contains(method, oracle.Torch)
            ? made.Any(write => ModuleClasses.Of(write.Value, oracle).Types.Any(type => Layers.ListensToMode(type, oracle.Torch)))
            : !ModuleApi.IdleWithoutComponents.Contains(method, oracle.Torch)
                && made.Any(write => IsComponent(write.Value, held, oracle, cancellationToken));
    }

    private static bool IsComponent(IOperation? value, ITypeSymbol held, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        oracle.Torch.IsModule(held) || oracle.Torch.IsModuleInterface(held)
            ? oracle.Missed.OfModule(value, held, cancellationToken) == Certainty.Yes
            : !ReflectedMembers.IsGeneral(held)
                || ModuleClasses.Of(value, oracle).Types.Any(type => StateTypes.KindOf(type, oracle.Torch) is not null);

    private static bool IsMovedByHand(ISymbol member, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        oracle.Uses.Of(member, cancellationToken).Any(reference =>
            (reference.Operation.Parent is IArgumentOperation argument ? argument.Parent : reference.Operation.Parent)
                is IInvocationOperation call
            && ModuleApi.ReceiverOf(call) == reference.Operation
            && (ModuleApi.Moving.Contains(call.TargetMethod, oracle.Torch) || TensorApi.Moving.Contains(call.TargetMethod, oracle.Torch)));

    /// <summary>Another move of the same object, in this constructor behind the call or in a method of the class.</summary>
    private static bool MovesLater(ConstructionEvent use, INamedTypeSymbol type, RegistrationOracle oracle) =>
        MovesOfThis.In(type, oracle).Any(call => call.Syntax != use.Site && call.Syntax.SpanStart != use.Site.SpanStart);
}
