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
        bool generated = ModuleClassifier.IsGenerated(type, oracle.Torch);
        if (!generated && ModuleClassifier.IsDeclared(type))
        {
            return;
        }

        foreach (ISymbol member in StateMembers.Of(type, oracle.Torch).Where(member => !oracle.IsRegisteredAnywhere(member)))
        {
            string? reason = generated
                ? ReasonInGenerated(member, oracle, context.CancellationToken)
                : ReasonInHandWritten(member, type, oracle, context.CancellationToken);
            if (reason is not null)
            {
                Report(context, member.Locations[0], member.Name, reason);
            }
        }
    }

    /// <summary>A plain tensor is not state without an attribute, as in PyTorch.</summary>
    private static string? ReasonInGenerated(ISymbol member, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        ModuleDeclaration.StateOf(member, oracle.Torch) is null
        && oracle.Members.WritesOf(member, cancellationToken).Any(write =>
            write.AtConstruction && Importance.Matters(member, write.Value, oracle, cancellationToken, TensorUse.Escapes))
            ? "it has no [Buffer] attribute"
            : null;

    private static string? ReasonInHandWritten(ISymbol member, INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        if (oracle.FactsOf(type).Exit is not { } exit)
        {
            return null;
        }

        var writes = oracle.Members.WritesOf(member, cancellationToken);
        if (OverridesWithoutBase(type, oracle))
        {
            return exit[member] is { Assigned: Certainty.Yes, Registered: Certainty.No }
                && writes.Any(write => Importance.Matters(member, write.Value, oracle, cancellationToken))
                ? "RegisterComponents() is overridden and leaves it out"
                : null;
        }

        // Assigned by a method that is called when registration is over, with a tensor made on the default device.
        var later = writes.Where(static write => write.Value is null || !Operations.IsNull(write.Value)).ToList();
        return exit is { ComponentsRegistered: Certainty.Yes, RegisteredAt: { } registeredAt }
            && exit[member] is { Assigned: Certainty.No, Registered: Certainty.No }
            && later.Count > 0
            && later.All(write => !write.AtConstruction && IsLeftBehind(member, write, oracle))
            && oracle.Members.UseOf(member, cancellationToken) == TensorUse.Meets
                ? $"assigned by {later[0].In.Name}(), after RegisterComponents() on line {RegistrationOracle.Line(registeredAt)}"
                : null;
    }

    /// <summary>
    /// A layer or a parameter that is made late is never trained nor saved. A tensor may be meant for one call, unless
    /// nothing of that call goes into it.
    /// </summary>
    private static bool IsLeftBehind(ISymbol member, MemberWrite write, RegistrationOracle oracle)
    {
        ValueOrigin origin = ValueOrigin.Of(write.Value, oracle.Torch);
        if (!origin.IsFresh || write.In is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
        {
            return false;
        }

        ITypeSymbol made = origin.Type ?? MemberClassifier.TypeOf(member)!;
        return oracle.Torch.IsModule(made) ? ModuleApi.HasState(made, oracle.Torch)
            : oracle.Torch.IsParameter(made) || (origin is { Pinned: false, Scalar: false } && !method.Parameters.Any(parameter => oracle.Torch.IsTensorLike(parameter.Type)));
    }

    private static bool OverridesWithoutBase(INamedTypeSymbol type, RegistrationOracle oracle) =>
        type.GetMembers("RegisterComponents").OfType<IMethodSymbol>().FirstOrDefault(static method => method.IsOverride) is { } overriding
        && overriding.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } syntax
        && !syntax.DescendantTokens().Any(static token => token.Text == "base")
        && oracle.FactsOf(type).Exit is not null;
}
