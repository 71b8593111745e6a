using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.SourceGeneration;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests;

/// <summary>
/// Module classes as people write them, under all rules at once: a line ends in <c>// expect: TSG1003</c> where a rule must
/// speak, and everywhere else all of them must be silent. <c>// silent: TSG1003</c> marks code that looks like the mistake.
/// </summary>
public partial class CorpusTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Corpus");

    /// <summary>The rules about code that nobody generates: what a declaration may not say is tested rule by rule.</summary>
    private static readonly string[] s_ids =
    [
        .. PackagedRules.All.SelectMany(static analyzer => analyzer.SupportedDiagnostics)
            .Select(static rule => rule.Id)
            .Where(static id => id.StartsWith("TSG1", StringComparison.Ordinal) || id.StartsWith("TSG3", StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Ids => [.. s_ids];

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(s_folder, "*.cs").Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_gets_exactly_the_diagnostics_that_it_marks(string file)
    {
        string source = await File.ReadAllTextAsync(Path.Combine(s_folder, file), TestContext.Current.CancellationToken);
        Compilation compilation = Compile(source, file);

        ImmutableArray<Diagnostic> diagnostics = await compilation
            .WithAnalyzers(PackagedRules.All, new AnalyzerOptions([]))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Marked(source, "expect").Order(), diagnostics.Where(IsAboutMistake).Select(Describe).Order());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_cut_off_anywhere_makes_no_rule_throw(string file)
    {
        string source = await File.ReadAllTextAsync(Path.Combine(s_folder, file), TestContext.Current.CancellationToken);
        var options = new CSharpParseOptions(LanguageVersion.CSharp13);
        foreach (int part in Enumerable.Range(1, 6))
        {
            Compilation compilation = CSharpCompilation.Create(
                "Cut", [CSharpSyntaxTree.ParseText(source[..(source.Length * part / 7)], options, file)], TestReferences.All);
            ImmutableArray<Diagnostic> diagnostics = await compilation
                .WithAnalyzers(PackagedRules.All, new AnalyzerOptions([]))
                .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

            // The compiler driver turns an exception of an analyzer into this diagnostic.
            Assert.DoesNotContain(diagnostics, static diagnostic => diagnostic.Id == "AD0001");
        }
    }

    /// <summary>A mark that says nothing, or says something else than it looks like, would be a comment.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Marks_of_a_file_are_of_rules_and_do_not_contradict_each_other(string file)
    {
        string source = File.ReadAllText(Path.Combine(s_folder, file));
        string[] spoken = [.. Marked(source, "expect")];
        string[] silent = [.. Marked(source, "silent")];
        string[] marks = [.. spoken, .. silent];

        Assert.Equal(
            source.Split('\n').Count(static line => line.Contains("TSG", StringComparison.Ordinal)),
            marks.Select(static mark => mark[..4]).Distinct().Count());
        Assert.All(marks, static mark => Assert.Contains(mark[6..], s_ids));
        Assert.Empty(spoken.Intersect(silent));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_speaks_somewhere_and_is_silent_where_it_could_be_taken_in(string id)
    {
        string[] sources = [.. Directory.GetFiles(s_folder, "*.cs").Select(File.ReadAllText)];

        Assert.All(["expect", "silent"], word => Assert.True(
            sources.Any(source => Marked(source, word).Any(mark => mark[6..] == id)),
            $"No `// {word}: {id}` in tests/Analyzers.Tests/Corpus: docs/writing-a-rule.md, step 4"));
    }

    /// <summary>On real code wrong reports are what people leave for: look-alikes are at least a third of what is marked.</summary>
    [Fact]
    public void Look_alikes_are_a_third_of_the_marked_places()
    {
        string[] sources = [.. Directory.GetFiles(s_folder, "*.cs").Select(File.ReadAllText)];
        int spoken = sources.Sum(static source => Marked(source, "expect").Count());
        int silent = sources.Sum(static source => Marked(source, "silent").Count());

        Assert.True(2 * silent >= spoken, $"{silent} look-alikes, {spoken} mistakes");
    }

    private static Compilation Compile(string source, string file)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp13);
        const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";
        Compilation compilation = CSharpCompilation.Create(
            "Corpus",
            [CSharpSyntaxTree.ParseText(source, options, file), CSharpSyntaxTree.ParseText(Usings, options, "Usings.cs")],
            TestReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new ModuleGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);
        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return compilation;
    }

    /// <summary>Line and id of each mark.</summary>
    private static IEnumerable<string> Marked(string source, string word) =>
        source.Split('\n').SelectMany((line, index) => Marks().Matches(line)
            .Where(match => match.Groups["word"].Value == word)
            .SelectMany(static match => match.Groups["ids"].Value.Split(',', StringSplitOptions.TrimEntries))
            .Select(id => $"{index + 1:D4}: {id}"));

    /// <summary>An offer to convert a class finds no fault with it.</summary>
    private static bool IsAboutMistake(Diagnostic diagnostic) => !diagnostic.Id.StartsWith("TSG9", StringComparison.Ordinal);

    private static string Describe(Diagnostic diagnostic) =>
        $"{diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1:D4}: {diagnostic.Id}";

    [GeneratedRegex(@"// (?<word>expect|silent): (?<ids>TSG\d{4}(, TSG\d{4})*)\s*$")]
    private static partial Regex Marks();
}
