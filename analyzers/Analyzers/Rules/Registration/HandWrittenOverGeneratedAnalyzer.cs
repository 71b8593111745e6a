using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>TSG1016: the generated base knows its own members; those of a hand-written derived class are left to reflection.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandWrittenOverGeneratedAnalyzer() : ModuleAnalyzer(Descriptors.TSG1016_HandWrittenClassOverGeneratedModule)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        if (!oracle.IsHandWritten(type) || !ClassOrigins.IsOverGenerated(type, oracle.Torch))
        {
            return;
        }

        bool hasState = ReflectedMembers.Of(type, oracle.Torch).Any(member =>
            MemberClassifier.TypeOf(member) is { } held
            && (oracle.Torch.IsTensor(held)
                ? oracle.Members.WritesOf(member, context.CancellationToken).Any(static write => write.AtConstruction)
                : IsStateful(member, held, oracle, context.CancellationToken)));

        if (hasState)
        {
            INamedTypeSymbol generated =
                ModuleClassifier.Ancestors(type).First(ancestor => ModuleClassifier.IsGenerated(ancestor, oracle.Torch));
            Report(context, type.Locations[0], type.Name, generated.Name);
        }
    }

    private static bool IsStateful(ISymbol member, ITypeSymbol held, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        var writes = oracle.Members.WritesOf(member, cancellationToken);
        return writes.IsEmpty
            ? oracle.Missed.OfClass(held, cancellationToken) == Certainty.Yes
            : writes.Any(write => oracle.Missed.OfModule(write.Value, held, cancellationToken) == Certainty.Yes);
    }
}
