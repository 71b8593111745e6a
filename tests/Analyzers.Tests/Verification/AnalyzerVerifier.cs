using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace TorchSharp.Generators.Analyzers.Tests.Verification;

/// <summary>
/// Compiles sources against TorchSharp and expects exactly the diagnostics that their markup shows:
/// <c>{|TSG1001:mask|}</c>, or <c>{|#0:mask|}</c> with a <see cref="DiagnosticResult"/>.
/// </summary>
public static class AnalyzerVerifier<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    public static DiagnosticResult Diagnostic(DiagnosticDescriptor descriptor) => new(descriptor);

    /// <summary>The sources, compiled with the generator.</summary>
    public static Task VerifyAsync(params string[] sources) => VerifyAsync(sources, []);

    public static Task VerifyAsync(string source, params DiagnosticResult[] expected) => VerifyAsync([source], expected);

    /// <param name="sources">One file each.</param>
    /// <param name="expected">Diagnostics beside those of the markup.</param>
    /// <param name="version">The language version of the sources.</param>
    /// <param name="generate">Whether the generator runs as well, so that a <c>[Module]</c> class compiles.</param>
    /// <param name="compilerErrors">Whether the compiler's own errors must be marked up too.</param>
    /// <param name="options">Lines of an .editorconfig section for C# files.</param>
    /// <param name="files">AdditionalFiles of the project, with markup.</param>
    public static async Task VerifyAsync(
        IEnumerable<string> sources,
        IEnumerable<DiagnosticResult> expected,
        LanguageVersion version = TestSetup.DefaultVersion,
        bool generate = true,
        bool compilerErrors = true,
        string? options = null,
        IEnumerable<(string Path, string Text)>? files = null)
    {
        var test = new Test(version, generate)
        {
            CompilerDiagnostics = compilerErrors ? CompilerDiagnostics.Errors : CompilerDiagnostics.None,
        };
        TestSetup.Prepare(test.TestState);
        int number = 0;
        foreach (string source in sources)
        {
            test.TestState.Sources.Add(($"/Test{number++}.cs", source));
        }

        if (options is not null)
        {
            test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n[*.cs]\n{options}\n"));
        }

        test.TestState.AdditionalFiles.AddRange((files ?? []).Select(static file => (file.Path, SourceText.From(file.Text))));
        test.ExpectedDiagnostics.AddRange(expected);
        await test.RunAsync();
        if (generate && options is null && files is null)
        {
            await MarkedFixes.VerifyAsync(sources, version);
        }
    }

    private sealed class Test : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
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
