using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1001: a member that no registration will ever see, whoever owns the module. What misses a registration that does
/// happen has a rule of its own, which reports the place.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnregisteredTensorAnalyzer() : ModuleAnalyzer(Descriptors.TSG1001_TensorMemberIsNotRegistered)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        if (ModuleClassifier.IsGenerated(type, oracle.Torch))
        {
            AnalyzeGenerated(context, type, oracle);
        }
        else if (oracle.IsHandWritten(type))
        {
            // A property that the caller sets is TSG1010's.
            foreach (ISymbol member in ReflectedMembers.Of(type, oracle.Torch).Where(member => !oracle.IsRegisteredAnywhere(member)
                && member is not IPropertySymbol { IsRequired: true } and not IPropertySymbol { SetMethod.IsInitOnly: true }))
            {
                if (ReasonFor(member, type, oracle, context.CancellationToken) is { } reason)
                {
                    Report(context, member.Locations[0], member.Name, reason);
                }
            }
        }
    }

    /// <summary>Nothing is implicit about tensors there: wherever the value comes from, the member says what it is.</summary>
    private void AnalyzeGenerated(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        foreach (ISymbol member in MemberClassifier.Candidates(type))
        {
            if (MemberClassifier.HoldsValue(member)
                && MemberClassifier.TypeOf(member) is { } held
                && oracle.Torch.IsTensor(held)
                && !StateAttribute.IsAny(member)
                && oracle.Ask(member) is RegistrationAnswer.NotRegistered { Words: var words })
            {
                Report(context, member.Locations[0], member.Name, words);
            }
        }
    }

    private static string? ReasonFor(ISymbol member, INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        if (oracle.FactsOf(type).Exit is not { } exit || MemberClassifier.TypeOf(member) is not { } held)
        {
            return null;
        }

        var writes = oracle.Members.WritesOf(member, cancellationToken);
        if (oracle.Ask(member) is RegistrationAnswer.NotRegistered { Reason: MissReason.BaseMovesItsOwn, Words: var words })
        {
            return oracle.Torch.IsTensorLike(held) && writes.Any(write => oracle.Missed.IsIn(member, write.Value, cancellationToken))
                ? words
                : null;
        }

        if (OverridesWithoutBase(type))
        {
            return exit[member].Assigned == Certainty.Yes
                && exit.IsRegistered(member) == Certainty.No
                && writes.Any(write => oracle.Missed.IsIn(member, write.Value, cancellationToken))
                ? "RegisterComponents() is overridden and leaves it out"
                : null;
        }

        // Assigned by a method that is called when registration is over, with a tensor made on the default device.
        var later = writes.Where(static write => write.Value is null || !Operations.IsNull(write.Value)).ToList();
        return exit is { ComponentsRegistered: Certainty.Yes, RegisteredAt: { } registeredAt }
            && exit[member].Assigned == Certainty.No
            && exit.IsRegistered(member) == Certainty.No
            && later.Count > 0
            && later.All(write => !write.AtConstruction && IsLeftBehind(held, write, oracle, cancellationToken))
            && oracle.Members.UseOf(member, cancellationToken) == TensorUse.Meets
                ? $"assigned by {later[0].In.Name}(), after RegisterComponents() on line {RegistrationOracle.Line(registeredAt)}"
                : null;
    }

    /// <summary>
    /// A layer or a parameter that is made late is never trained nor saved. A tensor may be meant for one call, unless
    /// nothing of that call goes into it.
    /// </summary>
    private static bool IsLeftBehind(ITypeSymbol held, MemberWrite write, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        ValueOrigin origin = ValueOrigin.Of(write.Value, oracle);
        if (!origin.IsFresh || write.In is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
        {
            return false;
        }

        ITypeSymbol made = origin.Type ?? held;
        return oracle.Torch.IsModule(made) ? oracle.Missed.OfModule(write.Value, made, cancellationToken) == Certainty.Yes
            : oracle.Torch.IsParameter(made)
                || (oracle.Torch.IsTensorLike(made)
                    && origin is { Pinned: false, Scalar: false }
                    && !method.Parameters.Any(parameter => oracle.Torch.IsTensorLike(parameter.Type)));
    }

    private static bool OverridesWithoutBase(INamedTypeSymbol type) =>
        type.GetMembers(RegistryApi.RegisterComponents)
            .OfType<IMethodSymbol>()
            .FirstOrDefault(static method => method.IsOverride) is { } overriding
        && overriding.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } syntax
        && !syntax.DescendantTokens().Any(static token => token.Text == "base");
}
