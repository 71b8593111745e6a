using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace TorchSharp.Generators.Tests.Benchmarks.Analyzers;

/// <summary>What rules cost in a process that has run them before: a whole project, or one file after a key was pressed.</summary>
public static class WarmAnalysis
{
    /// <summary>Fewer, and what is measured is the compiler of the runtime at work on the rules, which an editor has behind it.</summary>
    private const int Rounds = 20;

    private const int WarmingKeystrokes = 300;
    private const int Keystrokes = 30;

    /// <returns>The least processor time of a few rounds over a project, in milliseconds.</returns>
    public static double OfProject(Sample sample, RuleSet rules) =>
        Enumerable.Range(0, Rounds).Select(_ => Milliseconds(sample.Compile(), rules)).Min();

    /// <returns>The mean processor time of a key pressed in one module, in milliseconds, and each rule's part in it.</returns>
    public static (double Total, IReadOnlyList<(string Rule, double Milliseconds)> Parts) OfKeystroke(Sample sample, RuleSet rules)
    {
        Compilation compilation = sample.Compile();
        Dictionary<string, TimeSpan> parts = [];
        List<double> times = [];
        for (int i = 0; i < WarmingKeystrokes + Keystrokes; i++)
        {
            SyntaxTree old = compilation.SyntaxTrees.First();
            int place = old.ToString().IndexOf("=> x.view", StringComparison.Ordinal);
            SyntaxTree tree = old.WithChangedText(old.GetText().WithChanges(new TextChange(new TextSpan(place, 0), " ")));
            compilation = compilation.ReplaceSyntaxTree(old, tree);
            CompilationWithAnalyzers? attached = rules.Rules.IsEmpty ? null : Attach(compilation, rules);
            double before = Processor();
            SemanticModel model = compilation.GetSemanticModel(tree);
            _ = model.GetDiagnostics();
            if (attached is not null)
            {
                _ = attached.GetAnalyzerSyntaxDiagnosticsAsync(tree, CancellationToken.None).GetAwaiter().GetResult();
                _ = attached.GetAnalyzerSemanticDiagnosticsAsync(model, null, CancellationToken.None).GetAwaiter().GetResult();
            }

            double after = Processor();
            if (i < WarmingKeystrokes)
            {
                continue;
            }

            times.Add(after - before);
            foreach (DiagnosticAnalyzer rule in rules.Rules)
            {
                TimeSpan time =
                    attached!.GetAnalyzerTelemetryInfoAsync(rule, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime;
                parts[rule.GetType().Name] = parts.GetValueOrDefault(rule.GetType().Name) + time;
            }
        }

        return (times.Average(), [.. parts.Select(static part => (part.Key, part.Value.TotalMilliseconds / Keystrokes))]);
    }

    /// <returns>Milliseconds of all threads together in each rule, over one project.</returns>
    public static IReadOnlyList<(string Rule, double Milliseconds)> Parts(Sample sample, RuleSet rules)
    {
        _ = Attach(sample.Compile(), rules).GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        AnalysisResult result = Attach(sample.Compile(), rules).GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        return [.. result.AnalyzerTelemetryInfo
            .Select(static pair => (pair.Key.GetType().Name, pair.Value.ExecutionTime.TotalMilliseconds))
            .OrderByDescending(static pair => pair.TotalMilliseconds)];
    }

    private static double Milliseconds(CSharpCompilation compilation, RuleSet rules)
    {
        double before = Processor();
        if (rules.Rules.IsEmpty)
        {
            _ = compilation.GetDiagnostics();
        }
        else
        {
            _ = Attach(compilation, rules).GetAllDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        }

        return Processor() - before;
    }

    private static CompilationWithAnalyzers Attach(Compilation compilation, RuleSet rules) => compilation.WithAnalyzers(
        rules.Rules,
        new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));

    private static double Processor() => Environment.CpuUsage.TotalTime.TotalMilliseconds;
}
