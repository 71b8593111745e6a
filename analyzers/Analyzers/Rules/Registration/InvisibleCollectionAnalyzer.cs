using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>TSG1005: registration looks at what a field is, never into it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InvisibleCollectionAnalyzer() : ModuleAnalyzer(Descriptors.TSG1005_CollectionIsInvisibleToRegistration)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        if (ModuleClassifier.IsDeclared(type) && !ModuleClassifier.IsGenerated(type, oracle.Torch))
        {
            return;
        }

        foreach (ISymbol member in MemberClassifier.Candidates(type).Where(
            static member => MemberClassifier.HoldsValue(member) && !StateAttribute.IsAny(member)))
        {
            if (MemberClassifier.TypeOf(member) is { } held
                && StateHolder.Describe(held, oracle.Torch) is { } holder
                && !oracle.IsRegisteredAnywhere(member)
                && (IsLeftOpen(member, held, oracle) || HeldElements.StayInvisible(member, holder, oracle, context.CancellationToken)))
            {
                Report(context, member.Locations[0], member.Name, holder.Words);
            }
        }
    }

    /// <summary>In a generated class an attribute decides what a collection of layers or parameters is, and none is there.</summary>
    private static bool IsLeftOpen(ISymbol member, ITypeSymbol held, RegistrationOracle oracle) =>
        ModuleClassifier.IsGenerated(member.ContainingType, oracle.Torch)
        && StateTypes.Describe(held, oracle.Torch) is { IsCollection: true, Kind: not StateKind.Buffer };
}
