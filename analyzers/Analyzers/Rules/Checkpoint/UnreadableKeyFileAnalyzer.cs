using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Checkpoint;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Checkpoint;

/// <summary>TSG2003: a line that cannot be read is a key that nobody misses when it goes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnreadableKeyFileAnalyzer() : KeyFileAnalyzer(Descriptors.TSG2003_KeyFileCannotBeRead)
{
    private protected override void Register(CompilationStartAnalysisContext context, ShippedKeys shipped, TorchSymbols torch) =>
        context.RegisterAdditionalFileAction(file => Analyze(file, shipped));

    private void Analyze(AdditionalFileAnalysisContext context, ShippedKeys shipped)
    {
        foreach (KeyFile file in shipped.Files.Where(file => file.IsOf(context.AdditionalFile)))
        {
            foreach (KeyLine line in file.Lines.Where(static line => line.Problem is not null))
            {
                Location place = file.LocationOf(line);
                context.ReportDiagnostic(
                    Diagnostic.Create(Descriptor, place, place.GetLineSpan().StartLinePosition.Line + 1, line.Problem));
            }
        }
    }
}
