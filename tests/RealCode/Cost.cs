using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using TorchSharp.Generators.Tests.RealCode.Binding;
using TorchSharp.Generators.Tests.RealCode.Sources;

namespace TorchSharp.Generators.Tests.RealCode;

/// <summary>What parsing and binding cost by themselves and with the rules, in a process that has done both before.</summary>
/// <param name="Alone">The compiler.</param>
/// <param name="WithRules">The compiler, the generator and the rules.</param>
/// <param name="Rules">Time spent in each rule, the most expensive first.</param>
internal sealed record Cost(Time Alone, Time WithRules, IReadOnlyList<(string Rule, TimeSpan Time)> Rules)
{
    public static Cost Measure(IReadOnlyList<BoundProject> projects)
    {
        Dictionary<string, TimeSpan> rules = [];
        Time alone = Time.Of(() =>
        {
            foreach (BoundProject project in projects)
            {
                _ = Fresh(project).GetDiagnostics();
            }
        });
        Time withRules = Time.Of(() =>
        {
            foreach (BoundProject project in projects)
            {
                CompilationWithAnalyzers compilation = RuleRun.Attach(Generator.Run(Fresh(project)));
                AnalysisResult result = compilation.GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
                foreach ((DiagnosticAnalyzer rule, AnalyzerTelemetryInfo telemetry) in result.AnalyzerTelemetryInfo)
                {
                    string name = rule.GetType().Name;
                    rules[name] = rules.GetValueOrDefault(name) + telemetry.ExecutionTime;
                }
            }
        });
        return new Cost(alone, withRules,
            [.. rules.OrderByDescending(static pair => pair.Value).Select(static pair => (pair.Key, pair.Value))]);
    }

    /// <summary>The same sources, of which nothing is parsed or bound yet.</summary>
    private static Compilation Fresh(BoundProject project) => project.Source
        .RemoveAllSyntaxTrees()
        .AddSyntaxTrees(project.Source.SyntaxTrees.Select(static tree => SourceFile.Parse(tree.ToString(), tree.FilePath)));
}

/// <summary>On the clock, and on all processors together.</summary>
internal sealed record Time(TimeSpan Elapsed, TimeSpan Processor)
{
    public static Time Of(Action action)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        action();
        watch.Stop();
        process.Refresh();
        return new Time(watch.Elapsed, process.TotalProcessorTime - before);
    }
}
