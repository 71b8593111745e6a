using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules;

/// <summary>A rule that asks the registration oracle about each module class of the compilation.</summary>
public abstract class ModuleAnalyzer(DiagnosticDescriptor descriptor) : TorchAnalyzer(GeneratedCodeAnalysisFlags.None, descriptor)
{
    /// <summary>What the rule reports.</summary>
    private protected DiagnosticDescriptor Descriptor { get; } = descriptor;

    private protected sealed override void Register(CompilationStartAnalysisContext context, TorchSymbols torch) =>
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                var oracle = RegistrationOracle.Of(symbol.Compilation, torch);
                if (oracle.IsOwn(type))
                {
                    Analyze(symbol, type, oracle);
                }
            },
            SymbolKind.NamedType);

    /// <summary>Looks at one class of the user's own that derives from <c>torch.nn.Module</c>.</summary>
    private protected abstract void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle);

    private protected void Report(SymbolAnalysisContext context, Location location, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(Descriptor, location, arguments));
}
