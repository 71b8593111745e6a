using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1010: reflection sees the field behind a property or a captured parameter, under the name that the compiler gave it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CompilerMadeKeyAnalyzer() : ModuleAnalyzer(Descriptors.TSG1010_CompilerMadeKey)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        if (oracle.IsHandWritten(type))
        {
            foreach (IPropertySymbol property in ReflectedMembers.Of(type, oracle.Torch)
                .OfType<IPropertySymbol>()
                .Where(static property => !ReflectedMembers.IsGeneral(property.Type)))
            {
                if (ReasonFor(property, type, oracle, context.CancellationToken) is { } reason)
                {
                    Report(context, property.Locations[0], property.Name, reason);
                }
            }
        }

        foreach (IParameterSymbol parameter in CapturedState(type, oracle, context.CancellationToken))
        {
            string reason = oracle.IsHandWritten(type)
                ? $"is captured by the primary constructor: its state_dict key is '<{parameter.Name}>P', or none"
                : "is captured by the primary constructor, so it is not registered";
            Report(context, parameter.Locations[0], parameter.Name, reason);
        }
    }

    private static string? ReasonFor(
        IPropertySymbol property, INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        if (MemberClassifier.ComponentNameOf(property, oracle.Torch) is not null
            || oracle.IsRegisteredAnywhere(property)
            || oracle.FactsOf(type).Exit is not { } exit)
        {
            return null;
        }

        if (oracle.Ask(property) is RegistrationAnswer.Registered { Entry: { Route: RegistrationRoute.RegisterComponents, Key: var key } })
        {
            return Matters(property, oracle, cancellationToken) ? $"is registered under the compiler-made key '{key}'" : null;
        }

        // Whoever holds the class calls its RegisterComponents(), which sees the field behind the property.
        if (exit.ComponentsRegistered == Certainty.No
            && exit[property].Assigned == Certainty.Yes
            && SilentModule.NeverRegisters(type, oracle, cancellationToken)
            && OwnerOfClass.IsHeldByModule(type, oracle, cancellationToken))
        {
            return Matters(property, oracle, cancellationToken)
                ? $"is registered under the compiler-made key '{ReflectedMembers.KeyOf(property, oracle.Torch)}'"
                : null;
        }

        bool setByCaller = property.SetMethod is { IsInitOnly: true } || property.IsRequired;
        return setByCaller
            && exit is { ComponentsRegistered: Certainty.Yes }
            && exit[property].Assigned == Certainty.No
            && exit.IsRegistered(property) == Certainty.No
            && HoldsState(property.Type, oracle, cancellationToken)
            && (!oracle.Torch.IsTensor(property.Type) || oracle.Members.UseOf(property, cancellationToken) == TensorUse.Meets)
                ? "is set by the caller, after RegisterComponents(), so it is not registered"
                : null;
    }

    private static bool Matters(IPropertySymbol property, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        oracle.Torch.IsTensor(property.Type)
            ? !oracle.Members.IsTransient(property, cancellationToken)
            : oracle.Members.WritesOf(property, cancellationToken)
                .Where(static write => write.Value is null || !Operations.IsNull(write.Value))
                .All(write => HoldsState(write.Value, property.Type, oracle, cancellationToken));

    private static bool HoldsState(ITypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        HoldsState(null, type, oracle, cancellationToken);

    private static bool HoldsState(IOperation? value, ITypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        !(oracle.Torch.IsModule(type) || oracle.Torch.IsModuleInterface(type))
        || oracle.Missed.OfModule(value, type, cancellationToken) == Certainty.Yes;

    private static IEnumerable<IParameterSymbol> CapturedState(
        INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        CapturedParameters.Of(type, oracle, cancellationToken)
            .Where(captured => oracle.Torch.IsTensor(captured.Parameter.Type)
                ? captured.Uses.Select(reference => oracle.TensorUses.Classify(reference.Operation)).Max() == TensorUse.Meets
                : oracle.Torch.IsTensorLike(captured.Parameter.Type)
                    || oracle.Missed.OfClass(captured.Parameter.Type, cancellationToken) != Certainty.No)
            .Select(static captured => captured.Parameter);
}
