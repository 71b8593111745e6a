using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>TSG1010: reflection sees the field behind a property or a captured parameter, under the name that the compiler gave it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CompilerMadeKeyAnalyzer() : ModuleAnalyzer(Descriptors.TSG1010_CompilerMadeKey)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        if (oracle.IsHandWritten(type))
        {
            foreach (IPropertySymbol property in StateMembers.Of(type, oracle.Torch).OfType<IPropertySymbol>())
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

    private static string? ReasonFor(IPropertySymbol property, INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        if (MemberClassifier.ComponentNameOf(property, oracle.Torch) is not null || oracle.IsRegisteredAnywhere(property) || oracle.FactsOf(type).Exit is not { } exit)
        {
            return null;
        }

        if (oracle.Ask(property) is RegistrationAnswer.Registered { Route: RegistrationRoute.RegisterComponents, Key: var key })
        {
            return Matters(property, oracle, cancellationToken) ? $"is registered under the compiler-made key '{key}'" : null;
        }

        bool setByCaller = property.SetMethod is { IsInitOnly: true } || property.IsRequired;
        return setByCaller
            && exit is { ComponentsRegistered: Certainty.Yes }
            && exit[property] is { Assigned: Certainty.No, Registered: Certainty.No }
            && HoldsState(property.Type, oracle)
            && (!oracle.Torch.IsTensor(property.Type) || oracle.Members.UseOf(property, cancellationToken) == TensorUse.Meets)
                ? "is set by the caller, after RegisterComponents(), so it is not registered"
                : null;
    }

    private static bool Matters(IPropertySymbol property, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        oracle.Torch.IsTensor(property.Type)
            ? !oracle.Members.IsTransient(property, cancellationToken)
            : HoldsState(property.Type, oracle)
                && oracle.Members.WritesOf(property, cancellationToken)
                    .Select(write => ValueOrigin.Of(write.Value, oracle.Torch))
                    .All(origin => origin.Type is null || HoldsState(origin.Type, oracle));

    private static bool HoldsState(ITypeSymbol type, RegistrationOracle oracle) =>
        !oracle.Torch.IsModule(type) || ModuleApi.HasState(type, oracle.Torch);

    private static IEnumerable<IParameterSymbol> CapturedState(INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        type.InstanceConstructors
            .Where(static constructor => constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(default) is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax)
            .SelectMany(static constructor => constructor.Parameters)
            .Where(parameter => StateTypes.KindOf(parameter.Type, oracle.Torch) is not null && HoldsState(parameter.Type, oracle))
            .Where(parameter => IsCaptured(parameter, oracle, cancellationToken));

    private static bool IsCaptured(IParameterSymbol parameter, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        var captures = oracle.Uses.Of(parameter, cancellationToken)
            .Where(static reference => reference.In is IMethodSymbol { MethodKind: not MethodKind.Constructor })
            .ToList();
        var classifier = new UseClassifier(oracle.Torch, oracle.Bodies);
        return captures.Count > 0
            && (!oracle.Torch.IsTensor(parameter.Type)
                || captures.Select(reference => classifier.Classify(reference.Operation)).Max() == TensorUse.Meets);
    }
}
