using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Rules;
using TorchSharp.Generators.SourceGeneration;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Tests.Benchmarks.Analyzers;

/// <summary>Rules that are measured together, as objects for this process and as files for the command-line compiler.</summary>
/// <param name="Files">What the compiler loads.</param>
/// <param name="Rules">What runs here.</param>
public sealed record RuleSet(ImmutableArray<string> Files, ImmutableArray<DiagnosticAnalyzer> Rules)
{
    public static RuleSet None { get; } = new([], []);

    public static RuleSet Ours { get; } = new(
        [typeof(ModuleGenerator).Assembly.Location, typeof(TorchAnalyzer).Assembly.Location], PackagedRules.All);

    /// <summary>.NET's own, which every build runs.</summary>
    public static RuleSet Net { get; } = FromFolder(Path.Combine(AppContext.BaseDirectory, "netanalyzers"));

    public static RuleSet Both { get; } = new(Net.Files.AddRange(Ours.Files), Net.Rules.AddRange(Ours.Rules));

    private static RuleSet FromFolder(string folder)
    {
        ImmutableArray<string> files = [.. Directory.GetFiles(folder, "*.dll").Order()];
        return new(files, [.. files.Select(Assembly.LoadFrom).SelectMany(Instances)]);
    }

    private static IEnumerable<DiagnosticAnalyzer> Instances(Assembly assembly) =>
        assembly.GetTypes()
            .Where(static type => !type.IsAbstract
                && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is { } rule && rule.Languages.Contains(LanguageNames.CSharp))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);
}
