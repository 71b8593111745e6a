using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Tests.Common;
using TorchSharp.Generators.Typing.Tests.Edits;
using TorchSharp.Generators.Typing.Tests.Surroundings;

namespace TorchSharp.Generators.Typing.Tests.Checks;

/// <summary>
/// A file that nobody types in, in surroundings that nobody thought of: the rules say what they say elsewhere, and every fix that they
/// offer works.
/// </summary>
internal static class SurroundedRun
{
    private static readonly LanguageVersion[] s_languages =
        [LanguageVersion.CSharp9, LanguageVersion.CSharp10, LanguageVersion.CSharp11, LanguageVersion.CSharp12];

    private static int s_tried;

    /// <summary>How many files compiled in their surroundings.</summary>
    public static int Tried => s_tried;

    /// <summary>Null where all is well, else what is not.</summary>
    /// <param name="seed">Chooses the file and its surroundings.</param>
    /// <param name="number">The same, within the seed.</param>
    public static async Task<string?> FailureOfAsync(int seed, int number)
    {
        var random = Draw.Of(seed, number);
        ModuleFile file = random.GetItems(ModuleFile.All.ToArray(), 1)[0];
        var surrounding = (Surrounding)(number % Enum.GetValues<Surrounding>().Length);
        try
        {
            return await FailureOfAsync(file, surrounding) is { } failure ? $"{file.Name} with {surrounding}: {failure}" : null;
        }
        catch (Exception exception)
        {
            return $"{file.Name} with {surrounding}: {exception}";
        }
    }

    private static async Task<string?> FailureOfAsync(ModuleFile file, Surrounding surrounding)
    {
        using var workspace = new AdhocWorkspace();
        (string Name, string Text)[] files = file.Project(file.Text);
        Project plain = FixedProject.Create(workspace, files, file.Language);
        string[] expected = Ids(await FixedProject.ReportedAsync(plain, CancellationToken.None));
        if (surrounding == Surrounding.OtherCulture)
        {
            return await CulturesAsync(plain);
        }

        if (surrounding == Surrounding.WindowsLineEnds)
        {
            return await LineEndsAsync(plain, workspace, files, file.Language);
        }

        foreach (LanguageVersion language in surrounding == Surrounding.OldLanguage ? s_languages : [file.Language])
        {
            Project project = FixedProject.Create(workspace, await SurroundAsync(files, plain, surrounding, language), language);
            Compilation compilation = (await project.GetCompilationAsync())!;
            if (compilation.GetDiagnostics().Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            {
                continue;
            }

            Interlocked.Increment(ref s_tried);
            OfferedFixes fixes = await OfferedFixes.ApplyAsync(project, CancellationToken.None);
            string[] found = Ids(fixes.Reported);
            return !found.SequenceEqual(expected) ? $"reported {string.Join(' ', found)}, and alone {string.Join(' ', expected)}"
                : fixes.Failures.Count > 0 ? string.Join('\n', fixes.Failures)
                : null;
        }

        return null;
    }

    private static async Task<(string Name, string Text)[]> SurroundAsync(
        (string Name, string Text)[] files, Project plain, Surrounding surrounding, LanguageVersion language)
    {
        if (surrounding == Surrounding.OldLanguage)
        {
            string usings = ModuleFile.Usings.Text.Replace("global ", "", StringComparison.Ordinal);
            return language >= LanguageVersion.CSharp10
                ? files
                : [.. files.Where(static file => file != ModuleFile.Usings).Select(file => file with { Text = $"{usings}\n{file.Text}" })];
        }

        Compilation compilation = (await plain.GetCompilationAsync())!;
        SyntaxTree[] trees = [.. compilation.SyntaxTrees.Take(files.Length)];
        if (surrounding == Surrounding.TwentyOuterTypes)
        {
            return [.. trees.Zip(files, static (tree, file) => (file.Name, OuterTypes.Around(tree)))];
        }

        string names = SameNames.Of(
            trees, name => surrounding == Surrounding.TypesOfTheSameNames ? $"internal class @{name} {{ }}" : $"namespace @{name} {{ }}");
        return [.. trees.Zip(files, (tree, file) => (file.Name, QualifiedNames.Of(tree, compilation))), ("SameNames.cs", names)];
    }

    private static async Task<string?> CulturesAsync(Project project)
    {
        string[] expected = await ResultsAsync(project);
        foreach (string name in (string[])["tr-TR", "ar-SA"])
        {
            string[] found = await Culture.In(CultureInfo.GetCultureInfo(name), () => ResultsAsync(project));
            if (!found.SequenceEqual(expected))
            {
                return $"{name}: {found.Except(expected).FirstOrDefault()}";
            }
        }

        Interlocked.Increment(ref s_tried);
        return null;
    }

    private static async Task<string?> LineEndsAsync(
        Project plain, AdhocWorkspace workspace, (string Name, string Text)[] files, LanguageVersion language)
    {
        string[] expected = [.. (await ResultsAsync(plain)).Select(static text => text.ReplaceLineEndings("\r\n"))];
        string[] found = await ResultsAsync(
            FixedProject.Create(workspace, files.Select(static file => file with { Text = file.Text.ReplaceLineEndings("\r\n") }), language));
        Interlocked.Increment(ref s_tried);
        return found.SequenceEqual(expected) ? null : found.Except(expected).FirstOrDefault() ?? "other fixes";
    }

    private static async Task<string[]> ResultsAsync(Project project) =>
        [.. (await OfferedFixes.ApplyAsync(project, CancellationToken.None)).Results];

    /// <summary>Places are others there.</summary>
    private static string[] Ids(IEnumerable<Diagnostic> reported) =>
        [.. reported.Select(static diagnostic => diagnostic.Id).Order(StringComparer.Ordinal)];
}
