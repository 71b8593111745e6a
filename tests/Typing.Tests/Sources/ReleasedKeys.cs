using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.CodeFixes.Checkpoint;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Typing.Tests.Sources;

/// <summary>The StateKeys.txt of a project, as the fix of TSG2002 has written it before somebody began to type.</summary>
internal static class ReleasedKeys
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> s_rule =
        [.. PackagedRules.All.Where(static rule => rule.SupportedDiagnostics.Any(static about => about.Id == "TSG2002"))];

    private static readonly ConcurrentDictionary<string, Task<string>> s_texts = new();

    /// <summary>Half of all projects have none. Some have it as it was released, some just begin, and in some it is being edited.</summary>
    public static async Task<string?> RandomAsync(ModuleFile file, Random random)
    {
        int kind = random.Next(8);
        double from = random.NextDouble(), to = random.NextDouble();
        if (kind < 5)
        {
            return kind == 0 ? "" : null;
        }

        string text = await s_texts.GetOrAdd(file.Name, _ => WriteAsync(file));
        int begin = (int)(Math.Min(from, to) * text.Length), end = (int)(Math.Max(from, to) * text.Length);
        return kind switch
        {
            5 => text,
            6 => text.Remove(begin, end - begin),
            _ => text.Insert(end, text[begin..end]),
        };
    }

    private static async Task<string> WriteAsync(ModuleFile file)
    {
        using var workspace = new AdhocWorkspace();
        Project project = FixedProject.Create(workspace, file.Project(file.Text), file.Language, keys: "");
        Compilation compilation = (await project.GetCompilationAsync())!;
        ImmutableArray<Diagnostic> reported = await compilation.WithAnalyzers(s_rule, project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        if (reported.IsEmpty)
        {
            return "";
        }

        CodeAction? all = await FixedProject.FixAllAsync(
            project.Documents.First(), new NewKeyFix(), FixAllScope.Project, "TSG2002", NewKeyFix.Key, reported, CancellationToken.None);
        Project changed = await FixedProject.ApplyAsync(all!, project, CancellationToken.None);
        return (await changed.AdditionalDocuments.Single().GetTextAsync()).ToString();
    }
}
