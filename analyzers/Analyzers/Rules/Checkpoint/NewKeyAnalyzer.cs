using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Checkpoint;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Checkpoint;

/// <summary>TSG2002: what a release will ship and StateKeys.txt does not have yet.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NewKeyAnalyzer() : KeyFileAnalyzer(Descriptors.TSG2002_StateKeyIsNew)
{
    private protected override void Register(CompilationStartAnalysisContext context, ShippedKeys shipped, TorchSymbols torch) =>
        context.RegisterSymbolAction(symbol => Analyze(symbol, shipped, torch), SymbolKind.NamedType);

    private void Analyze(SymbolAnalysisContext context, ShippedKeys shipped, TorchSymbols torch)
    {
        if (KeyComparison.Of((INamedTypeSymbol)context.Symbol, shipped, torch) is not { } comparison)
        {
            return;
        }

        foreach (StateMember member in comparison.Added)
        {
            context.ReportDiagnostic(
                Diagnostic.Create(Descriptor, member.Symbol.Locations[0], Properties(KeyEntry.Of(member)), member.Key));
        }
    }
}
