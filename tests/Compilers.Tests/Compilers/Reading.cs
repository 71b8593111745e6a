using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Formatting;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.SourceGeneration;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Compilers.Tests.Compilers;

/// <summary>
/// What generator and rules make of a project, as text: every generated file, what the compiler says of these, and what the rules
/// say. Loaded once for each compiler, so that its callers and it have only types of the framework in common.
/// </summary>
internal static class Reading
{
    private static readonly CSharpCompilationOptions s_new = new(
        OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>What the assemblies of the compiler say that they are: its version, the build and the commit.</summary>
    public static string[] Loaded { get; } =
    [
        .. new[] { typeof(Compilation), typeof(CSharpCompilation), typeof(Workspace), typeof(CSharpFormattingOptions) }
            .Select(static type => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion),
    ];

    /// <param name="files">Of the project.</param>
    /// <param name="language">As <c>LangVersion</c> has it.</param>
    public static string Of((string Path, string Text)[] files, string language) => Of(files, language, PackagedRules.All);

    /// <summary>What the compiler finds wrong with a project once it is generated.</summary>
    public static string Errors((string Path, string Text)[] files, string language)
    {
        var text = new StringBuilder();
        Append(text, Generate(files, language, s_new).Compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return text.ToString();
    }

    /// <summary>What each fix makes of the project, alone and as "fix all".</summary>
    public static string Fixes((string Path, string Text)[] files, string language) => FixesAsync(files, language).Result;

    public static string Of(
        (string Path, string Text)[] files,
        string language,
        ImmutableArray<DiagnosticAnalyzer> rules,
        Func<CSharpCompilationOptions, CSharpCompilationOptions>? project = null)
    {
        (Compilation compilation, GeneratorRunResult generated) = Generate(files, language, project?.Invoke(s_new) ?? s_new);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"thrown: {generated.Exception}");
        foreach (GeneratedSourceResult file in generated.GeneratedSources.OrderBy(static file => file.HintName, StringComparer.Ordinal))
        {
            text.AppendLine(file.HintName).Append(file.SourceText).AppendLine();
            Append(text, compilation.GetSemanticModel(file.SyntaxTree).GetDiagnostics());
        }

        Append(text, compilation.WithAnalyzers(rules, new AnalyzerOptions([])).GetAnalyzerDiagnosticsAsync().Result);
        return text.ToString();
    }

    private static async Task<string> FixesAsync((string Path, string Text)[] files, string language)
    {
        using var workspace = new AdhocWorkspace();
        Project project = FixedProject.Create(workspace, files, Options(language).LanguageVersion);
        var texts = new List<string>();
        await foreach ((string what, _, _, Project changed) in OfferedFixes.EachAsync(
            project, await FixedProject.ReportedAsync(project, CancellationToken.None), CancellationToken.None))
        {
            var text = new StringBuilder(what);
            foreach (DocumentId id in changed.GetChanges(project).GetChangedDocuments())
            {
                text.AppendLine().Append(await changed.GetDocument(id)!.GetTextAsync());
            }

            texts.Add(text.ToString());
        }

        return string.Join('\n', texts.Order(StringComparer.Ordinal));
    }

    private static (Compilation Compilation, GeneratorRunResult Result) Generate(
        (string Path, string Text)[] files, string language, CSharpCompilationOptions project)
    {
        CSharpParseOptions options = Options(language);
        GeneratorRunResult generated = CSharpGeneratorDriver
            .Create([new ModuleGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(
                CSharpCompilation.Create(
                    "Read",
                    files.Select(file => CSharpSyntaxTree.ParseText(file.Text, options, file.Path)),
                    TestReferences.All,
                    project.WithOutputKind(ModuleFile.KindOf(files))),
                out Compilation compilation,
                out _)
            .GetRunResult().Results.Single();
        return (compilation, generated);
    }

    private static CSharpParseOptions Options(string language) =>
        new(LanguageVersionFacts.TryParse(language, out LanguageVersion version)
            ? version
            : throw new ArgumentOutOfRangeException(nameof(language), language, null));

    private static void Append(StringBuilder text, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (string line in diagnostics.Select(static diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal))
        {
            text.AppendLine(line);
        }
    }
}
