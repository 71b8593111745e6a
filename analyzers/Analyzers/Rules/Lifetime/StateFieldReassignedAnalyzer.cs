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
        ModuleDeclaration declaration = ModuleDeclaration.Of(type, oracle.Torch);
        if (!declaration.IsGenerated || type.DeclaringSyntaxReferences.IsEmpty)
        {
            return;
        }

        foreach (StateMember state in declaration.Members.Where(static state => state is { IsCollection: false, Kind: not StateKind.Submodule }))
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
