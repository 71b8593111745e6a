using System.Collections.Concurrent;
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

    /// <summary>Before C# 9 there is no generated state, before 13 no partial property; 14 is a preview for the oldest compiler.</summary>
    private static readonly LanguageVersion[] s_otherLanguages =
    [
        LanguageVersion.CSharp7_3, LanguageVersion.CSharp8, LanguageVersion.CSharp9, LanguageVersion.CSharp12, LanguageVersion.Preview,
    ];

    private static readonly int[] s_ends = [.. Ends()];

    private static readonly ConcurrentDictionary<string, int> s_reported = new();

    /// <summary>What the rules have said in all runs, and how often.</summary>
    public static IReadOnlyDictionary<string, int> Reported => s_reported;

    /// <summary>How many prefixes all files have together: one for each token.</summary>
    public static int Prefixes => s_ends[^1];

    /// <summary>Null where all is well after a random edit, else what went wrong, and where.</summary>
    /// <param name="seed">Chooses the edit, and the project that the file is in.</param>
    /// <param name="number">The same, within the seed, and the file: each has its turn.</param>
    public static async Task<string?> FailureOfAsync(int seed, int number)
    {
        var random = Draw.Of(seed, number);
        ModuleFile file = ModuleFile.All[number % ModuleFile.All.Count];
        TokenEdit edit = TokenEdit.Random(file.Text, random)!;
        LanguageVersion language = random.Next(4) == 0 ? random.GetItems(s_otherLanguages, 1)[0] : file.Language;
        return await FailureOfAsync(file, edit, language, await ReleasedKeys.RandomAsync(file, random));
    }

    /// <summary>Null where all is well in a file that nobody types in.</summary>
    public static Task<string?> FailureOfAsync(ModuleFile file) => FailureOfAsync(file, edit: null, file.Language, keys: null);

    /// <summary>Null where all is well in a file that ends before a token: each one in order, beginning somewhere.</summary>
    /// <param name="seed">Chooses the first one.</param>
    /// <param name="number">How many came before.</param>
    public static Task<string?> FailureOfPrefixAsync(int seed, int number)
    {
        (ModuleFile file, int token) = PrefixOf(seed, number);
        return FailureOfAsync(file, new TokenEdit(EditKind.Cut, token, token), file.Language, keys: null);
    }

    /// <summary>The file, and the token before which it ends.</summary>
    /// <param name="seed">Chooses the first one.</param>
    /// <param name="number">How many came before.</param>
    public static (ModuleFile File, int Token) PrefixOf(int seed, int number)
    {
        int place = (FirstPrefix(seed) + number) % Prefixes;
        int index = Array.FindIndex(s_ends, end => place < end);
        return (ModuleFile.All[index], place - Start(index));
    }

    /// <summary>The numbers of all prefixes of a file.</summary>
    /// <param name="seed">Chose the first prefix of all files.</param>
    /// <param name="index">Of the file.</param>
    public static (int From, int Count) PrefixesOf(int seed, int index) =>
        ((Start(index) - FirstPrefix(seed) + Prefixes) % Prefixes, s_ends[index] - Start(index));

    /// <summary>How many files have been cut off at each of their tokens.</summary>
    /// <param name="seed">Chose the first prefix.</param>
    /// <param name="count">The prefixes that were tried.</param>
    public static int FilesCutThroughout(int seed, int count) => Enumerable.Range(0, s_ends.Length)
        .Select(index => PrefixesOf(seed, index))
        .Count(prefixes => prefixes.From + prefixes.Count <= count);

    private static int FirstPrefix(int seed) => Draw.Of(seed, 0).Next(Prefixes);

    private static int Start(int file) => file == 0 ? 0 : s_ends[file - 1];

    /// <summary>For each file the number of tokens up to its end.</summary>
    private static IEnumerable<int> Ends()
    {
        int end = 0;
        foreach (ModuleFile file in ModuleFile.All)
        {
            yield return end += TokenEdit.Count(file.Text);
        }
    }

    private static async Task<string?> FailureOfAsync(ModuleFile file, TokenEdit? edit, LanguageVersion language, string? keys)
    {
        using var limit = new CancellationTokenSource(s_limit);
        string where = $"{file.Name} {edit} in {language}{(keys is null ? "" : " with keys")}";
        try
        {
            // Not awaited in itself: what does not look at the token would keep us as well.
            return await Task.Run(() => TryAsync(file.Project(edit?.Apply(file.Text) ?? file.Text), language, keys, limit.Token))
                .WaitAsync(s_limit + s_limit) is { } failure
                ? $"{where}: {failure}"
                : null;
        }
        catch (Exception exception)
        {
            return $"{where}: {exception}";
        }
    }

    private static async Task<string?> TryAsync(
        (string Name, string Text)[] files, LanguageVersion language, string? keys, CancellationToken cancellationToken)
    {
        using var workspace = new AdhocWorkspace();
        Project project = FixedProject.Create(workspace, [.. files, UntouchedClasses.File], language, keys);
        Compilation compilation = (await project.GetCompilationAsync(cancellationToken))!;
        if (language >= LanguageVersion.CSharp13 && UntouchedFiles.Difference(compilation) is { } difference)
        {
            return difference;
        }

        var thrown = new ConcurrentBag<Exception>();
        ImmutableArray<Diagnostic> reported = await compilation
            .WithAnalyzers(
                PackagedRules.All,
                new CompilationWithAnalyzersOptions(
                    project.AnalyzerOptions,
                    (exception, _, _) => thrown.Add(exception),
                    concurrentAnalysis: true,
                    logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync(cancellationToken);
        if (thrown.TryTake(out Exception? first))
        {
            return first.ToString();
        }

        foreach (Diagnostic diagnostic in reported)
        {
            s_reported.AddOrUpdate(diagnostic.Id, 1, static (_, count) => count + 1);
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

    /// <summary>Only a key that is gone has no "fix all": whether it was renamed is not for us to say.</summary>
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
                    CodeAction? all = await FixedProject.FixAllAsync(
                        document, fix, FixAllScope.Project, ofRule.Key, action.EquivalenceKey, reported, cancellationToken);
                    if (all is not null || ofRule.Key != "TSG2001")
                    {
                        await ParseAsync(await FixedProject.ApplyAsync(all!, project, cancellationToken), cancellationToken);
                    }
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

        foreach (TextDocument document in changed.AdditionalDocuments)
        {
            await document.GetTextAsync(cancellationToken);
        }
    }
}
