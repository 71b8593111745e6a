using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.CodeFixes;
using TorchSharp.Generators.Tests.Common;
using TorchSharp.Generators.Typing.Tests.Edits;
using TorchSharp.Generators.Typing.Tests.Sources;

namespace TorchSharp.Generators.Typing.Tests.Checks;

/// <summary>
/// What an editor does after a keystroke: the generator, all rules, and every fix that they offer, alone and as "fix all".
/// None of them throws, none hangs, and a class that was not touched keeps its file.
/// </summary>
internal static class EditorRun
{
    /// <summary>Hundred times what the slowest input takes: longer is a hang.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    /// <summary>Null where all is well, else what went wrong, and where.</summary>
    /// <param name="seed">Chooses the file and the edit.</param>
    /// <param name="number">The same, within the seed.</param>
    public static async Task<string?> FailureOfAsync(int seed, int number)
    {
        var random = Draw.Of(seed, number);
        TypedFile file = random.GetItems(TypedFile.All.ToArray(), 1)[0];
        TokenEdit edit = TokenEdit.Random(file.Text, random)!;
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            // Not awaited in itself: what does not look at the token would keep us as well.
            return await Task.Run(() => TryAsync(file.Name, edit.Apply(file.Text), limit.Token)).WaitAsync(s_limit + s_limit) is { } failure
                ? $"{file.Name} {edit}: {failure}"
                : null;
        }
        catch (Exception exception)
        {
            return $"{file.Name} {edit}: {exception}";
        }
    }

    private static async Task<string?> TryAsync(string name, string text, CancellationToken cancellationToken)
    {
        using var workspace = new AdhocWorkspace();
        Project project = FixedProject.Create(
            workspace,
            [(name, text), (TypedFile.Untouched.Name, TypedFile.Untouched.Text), (TypedFile.Usings.Name, TypedFile.Usings.Text)],
            LanguageVersion.CSharp13);
        Compilation compilation = (await project.GetCompilationAsync(cancellationToken))!;
        if (UntouchedFiles.Difference(compilation) is { } difference)
        {
            return difference;
        }

        var thrown = new List<Exception>();
        ImmutableArray<Diagnostic> reported = await compilation
            .WithAnalyzers(
                PackagedRules.All,
                new CompilationWithAnalyzersOptions(
                    new AnalyzerOptions([]),
                    (exception, _, _) => thrown.Add(exception),
                    concurrentAnalysis: true,
                    logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync(cancellationToken);
        if (thrown.Count > 0)
        {
            return thrown[0].ToString();
        }

        foreach (IGrouping<string, Diagnostic> ofRule in reported.Where(static diagnostic => diagnostic.Location.IsInSource)
            .GroupBy(static diagnostic => diagnostic.Id))
        {
            foreach (TorchCodeFix fix in FixedProject.Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(ofRule.Key)))
            {
                await ApplyAsync(fix, project, ofRule, reported, cancellationToken);
            }
        }

        return null;
    }

    private static async Task ApplyAsync(
        TorchCodeFix fix,
        Project project,
        IGrouping<string, Diagnostic> ofRule,
        ImmutableArray<Diagnostic> reported,
        CancellationToken cancellationToken)
    {
        var keys = new HashSet<string>();
        foreach (Diagnostic diagnostic in ofRule)
        {
            Document document = project.GetDocument(diagnostic.Location.SourceTree)!;
            foreach (CodeAction action in await FixedProject.ActionsAsync(fix, document, diagnostic, cancellationToken))
            {
                await ParseAsync(await FixedProject.ApplyAsync(action, project, cancellationToken), cancellationToken);
                if (keys.Add(action.EquivalenceKey!))
                {
                    CodeAction all = await FixedProject.FixAllAsync(
                        document, fix, FixAllScope.Project, ofRule.Key, action.EquivalenceKey, reported, cancellationToken);
                    await ParseAsync(await FixedProject.ApplyAsync(all, project, cancellationToken), cancellationToken);
                }
            }
        }
    }

    /// <summary>A change is lazy: its text is made when it is asked for.</summary>
    private static async Task ParseAsync(Project changed, CancellationToken cancellationToken)
    {
        foreach (Document document in changed.Documents)
        {
            await document.GetSyntaxRootAsync(cancellationToken);
        }
    }
}
