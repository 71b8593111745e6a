using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules;

/// <summary>
/// A rule about TorchSharp modules. It is silent where the compilation does not reference TorchSharp.
/// </summary>
/// <param name="generatedCode">
/// <see cref="GeneratedCodeAnalysisFlags.None"/> for rules about declarations,
/// <see cref="GeneratedCodeAnalysisFlags.Analyze"/> for rules that must see what generated bodies do.
/// </param>
/// <param name="descriptors">What the rule reports.</param>
public abstract class TorchAnalyzer(GeneratedCodeAnalysisFlags generatedCode, params DiagnosticDescriptor[] descriptors)
    : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(descriptors);

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(generatedCode);
        context.RegisterCompilationStartAction(start =>
        {
            if (TorchSymbols.TryCreate(start.Compilation) is { } torch)
            {
                Register(start, torch);
            }
        });
    }

    /// <summary>Registers the rule's actions in a compilation that uses TorchSharp.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, TorchSymbols torch);
}
