using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Rules;
using TorchSharp.Generators.SourceGeneration;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests;

/// <summary>
/// Module classes as people write them, under all rules at once: a line ends in <c>// expect: TSG1003</c> where a rule must
/// speak, and everywhere else all of them must be silent.
/// </summary>
public partial class CorpusTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Corpus");

    private static readonly ImmutableArray<DiagnosticAnalyzer> s_analyzers =
    [
        .. typeof(TorchAnalyzer).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public static TheoryData<string> Files => [.. Directory.GetFiles(s_folder, "*.cs").Select(static path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_gets_exactly_the_diagnostics_that_it_marks(string file)
    {
        string source = await File.ReadAllTextAsync(Path.Combine(s_folder, file), TestContext.Current.CancellationToken);
        Compilation compilation = Compile(source, file);

        ImmutableArray<Diagnostic> diagnostics = await compilation
            .WithAnalyzers(s_analyzers, new AnalyzerOptions([]))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Expected(source), diagnostics.Select(Describe).Order());
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
                .WithAnalyzers(s_analyzers, new AnalyzerOptions([]))
                .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

            // The compiler driver turns an exception of an analyzer into this diagnostic.
            Assert.DoesNotContain(diagnostics, static diagnostic => diagnostic.Id == "AD0001");
        }
    }

    [Fact]
    public void Corpus_is_large_and_has_the_most_common_mistakes()
    {
        string[] sources = [.. Directory.GetFiles(s_folder, "*.cs").Select(File.ReadAllText)];

        Assert.InRange(sources.Length, 25, int.MaxValue);
        Assert.All(Enumerable.Range(1001, 6), id => Assert.Contains(sources, source => source.Contains($"expect: TSG{id}", StringComparison.Ordinal)));
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

    private static IEnumerable<string> Expected(string source) =>
        source.Split('\n')
            .SelectMany(static (line, index) => Marks().Matches(line).SelectMany(match => match.Groups[1].Value.Split(',')).Select(id => $"{index + 1:D4}: {id.Trim()}"))
            .Order();

    private static string Describe(Diagnostic diagnostic) =>
        $"{diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1:D4}: {diagnostic.Id}";

    [GeneratedRegex(@"// expect: (TSG[\d, TSG]+)")]
    private static partial Regex Marks();
}
