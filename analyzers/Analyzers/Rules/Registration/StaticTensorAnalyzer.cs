using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>TSG1008: reflection looks at instance fields, so a static tensor stays on the device that it was made on.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaticTensorAnalyzer() : ModuleAnalyzer(Descriptors.TSG1008_StaticTensorNeverMoves)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        foreach (ISymbol member in MemberClassifier.Candidates(type).Where(
            static member => member.IsStatic && !StateAttribute.IsAny(member)))
        {
            if (MemberClassifier.TypeOf(member) is { } held
                && oracle.Torch.IsTensorLike(held)
                && StaysBehind(member, oracle, context.CancellationToken))
            {
                Report(context, member.Locations[0], member.Name);
            }
        }
    }

    private static bool StaysBehind(ISymbol member, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        var origins = oracle.Members.WritesOf(member, cancellationToken)
            .Select(write => ValueOrigin.Of(write.Value, oracle))
            .Where(static origin => origin.Kind != OriginKind.Null)
            .ToList();
        return origins.Count > 0
            && origins.All(static origin => origin is { IsFresh: true, Pinned: false, Scalar: false })
            && oracle.Members.UseOf(member, cancellationToken) == TensorUse.Meets;
    }
}
