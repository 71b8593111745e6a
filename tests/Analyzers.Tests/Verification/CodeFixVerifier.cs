using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.Verification;

/// <summary>
/// Applies a fix to the marked-up sources, one by one and then with "fix all" in document, project and solution, and
/// compares the result.
/// </summary>
public static class CodeFixVerifier<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    public static Task VerifyAsync(string source, string fixedSource, string? key = null, int? passes = null, bool compilerErrors = true) =>
        VerifyAsync([source], [fixedSource], key, passes: passes, compilerErrors: compilerErrors);

    /// <param name="sources">One file each, with markup.</param>
    /// <param name="fixedSources">The same files afterwards, with markup for what remains.</param>
    /// <param name="key">The equivalence key of the repair to choose; by default the first one offered.</param>
    /// <param name="version">The language version of the sources.</param>
    /// <param name="generate">Whether the generator runs as well.</param>
    /// <param name="compilerErrors">Whether the compiler's own errors must be marked up too.</param>
    /// <param name="passes">How many fixes are applied one after the other, where it is not one for each diagnostic.</param>
    /// <param name="files">AdditionalFiles of the project.</param>
    /// <param name="fixedFiles">The same files afterwards.</param>
    /// <param name="forAll">Whether "fix all" does the same; else it does nothing.</param>
    /// <param name="isLocal">Whether what is reported stands in the class that it is reported for: an editor shows it while one types.</param>
    public static async Task VerifyAsync(
        IReadOnlyList<string> sources,
        IReadOnlyList<string> fixedSources,
        string? key = null,
        LanguageVersion version = TestSetup.DefaultVersion,
        bool generate = true,
        bool compilerErrors = true,
        int? passes = null,
        IReadOnlyList<(string Path, string Text)>? files = null,
        IReadOnlyList<(string Path, string Text)>? fixedFiles = null,
        bool forAll = true,
        bool isLocal = true)
    {
        var test = new Test(version, generate)
        {
            CompilerDiagnostics = compilerErrors ? CompilerDiagnostics.Errors : CompilerDiagnostics.None,
            CodeActionEquivalenceKey = key,
            NumberOfIncrementalIterations = passes,
            CodeFixTestBehaviors = isLocal ? CodeFixTestBehaviors.None : CodeFixTestBehaviors.SkipLocalDiagnosticCheck,
        };
        Fill(test.TestState, sources, files);
        Fill(test.FixedState, fixedSources, fixedFiles ?? files);
        if (!forAll)
        {
            Fill(test.BatchFixedState, sources, files);
            test.BatchFixedState.InheritanceMode = StateInheritanceMode.Explicit;
            test.BatchFixedState.MarkupHandling = MarkupMode.Allow;
            test.NumberOfFixAllIterations = 0;
        }

        test.FixedState.InheritanceMode = StateInheritanceMode.Explicit;
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        await test.RunAsync();
        if (passes is null && generate && files is null && sources.Sum(Diagnostics) > 1)
        {
            Assert.Equal(fixedSources.Select(TestSetup.WithoutMarkup), await FromTheLastAsync(sources, key, version));
        }
    }

    /// <summary>The diagnostics are there, and no fix is offered for any of them.</summary>
    public static Task VerifyNoFixAsync(string source, bool compilerErrors = true) =>
        VerifyAsync([source], [source], compilerErrors: compilerErrors, passes: 0);

    /// <summary>The other way round: of two diagnostics that lie in each other, the inner one comes first.</summary>
    private static async Task<IEnumerable<string>> FromTheLastAsync(IReadOnlyList<string> sources, string? key, LanguageVersion version)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var workspace = new AdhocWorkspace();
        Project project = FixedProject.Create(
            workspace,
            sources.Select(static (source, number) => ($"Test{number}.cs", TestSetup.WithoutMarkup(source))).Append(("Usings.cs", TestSetup.Usings)),
            version);
        int left = 2 * sources.Sum(Diagnostics);
        while (left-- > 0 && await LastActionAsync(project, key, cancellationToken) is { } action)
        {
            project = await FixedProject.ApplyAsync(action, project, cancellationToken);
        }

        var texts = new List<string>();
        foreach (Document document in project.Documents.Where(static document => document.Name != "Usings.cs"))
        {
            texts.Add((await document.GetTextAsync(cancellationToken)).ToString());
        }

        return texts;
    }

    private static async Task<CodeAction?> LastActionAsync(Project project, string? key, CancellationToken cancellationToken)
    {
        Compilation compilation = (await project.GetCompilationAsync(cancellationToken))!;
        ImmutableArray<Diagnostic> reported = await compilation.WithAnalyzers([new TAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(cancellationToken);
        var fix = new TFix();
        foreach (Diagnostic diagnostic in reported.Where(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id))
            .OrderByDescending(static diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            IReadOnlyList<CodeAction> actions =
                await FixedProject.ActionsAsync(fix, project.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, cancellationToken);
            if (actions.FirstOrDefault(action => key is null || action.EquivalenceKey == key) is { } action)
            {
                return action;
            }
        }

        return null;
    }

    private static int Diagnostics(string marked) => marked.Split("{|").Length - 1;

    private static void Fill(SolutionState state, IReadOnlyList<string> sources, IReadOnlyList<(string Path, string Text)>? files)
    {
        TestSetup.Prepare(state);
        for (int i = 0; i < sources.Count; i++)
        {
            state.Sources.Add(($"Test{i}.cs", sources[i]));
        }

        state.AdditionalFiles.AddRange((files ?? []).Select(static file => (file.Path, SourceText.From(file.Text))));
    }

    private sealed class Test : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    {
        private readonly LanguageVersion _version;
        private readonly bool _generate;

        public Test(LanguageVersion version, bool generate)
        {
            _version = version;
            _generate = generate;
            ReferenceAssemblies = TestSetup.NoPackages;
            TestBehaviors |= TestBehaviors.SkipGeneratedSourcesCheck;
        }

        protected override IEnumerable<Type> GetSourceGenerators() => TestSetup.Generators(_generate);

        protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(_version, DocumentationMode.Diagnose);

        protected override CompilationOptions CreateCompilationOptions() =>
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
    }
}
