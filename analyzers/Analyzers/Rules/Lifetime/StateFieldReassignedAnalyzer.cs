using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Lifetime;

/// <summary>
/// TSG3003: what is assigned to a field cannot be seen, so nothing takes the new tensor out of the scope that a training loop
/// opens around a step. A partial property does so in its setter.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StateFieldReassignedAnalyzer() : ModuleAnalyzer(Descriptors.TSG3003_StateFieldReassigned)
{
    /// <summary>The diagnostic property with the name of the member, for the fix.</summary>
    public const string MemberProperty = "member";

    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        // A derived class, generated or not, puts its tensors into the fields of a generated base too.
        foreach (StateMember state in ClassOrigins.Chain(type)
            .Select(ancestor => ModuleDeclaration.Of(ancestor.OriginalDefinition, oracle.Torch))
            .Where(static declaration => declaration.IsGenerated)
            .SelectMany(static declaration => declaration.Members)
            .Where(static state => state is { IsCollection: false, Kind: not StateKind.Submodule }))
        {
            foreach (MemberWrite write in UnseenAssignment.Of(state.Symbol, type, oracle, context.CancellationToken))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptor,
                    write.Site.GetLocation(),
                    ImmutableDictionary<string, string?>.Empty.Add(MemberProperty, state.Symbol.Name),
                    state.Symbol.Name));
            }
        }
    }
}
