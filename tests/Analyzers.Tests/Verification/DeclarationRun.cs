using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Rules.Declaration;
using TorchSharp.Generators.SourceGeneration;
using TorchSharp.Generators.SourceGeneration.Registration;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.Verification;

/// <summary>What the generator and the rules, by default those about declarations, make of sources, as a compiler would run them.</summary>
internal sealed class DeclarationRun
{
    private DeclarationRun(CSharpCompilation compilation, ImmutableArray<Diagnostic> reported)
    {
        Compilation = compilation;
        Reported = reported;
    }

    /// <summary>With the generated files.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>By the analyzers, in order of position.</summary>
    public ImmutableArray<Diagnostic> Reported { get; }

    /// <summary>Fails where the generator or an analyzer throws.</summary>
    public static async Task<DeclarationRun> OfAsync(
        IEnumerable<(string Path, string Source)> sources,
        LanguageVersion version = TestSetup.DefaultVersion,
        IEnumerable<MetadataReference>? references = null,
        IEnumerable<DiagnosticAnalyzer>? analyzers = null,
        bool unsafeCode = false,
        IEnumerable<AdditionalText>? files = null)
    {
        var options = new CSharpParseOptions(version);
        var compilation = CSharpCompilation.Create(
            "Test",
            sources.Select(source => CSharpSyntaxTree.ParseText(source.Source, options, source.Path)),
            references ?? TestReferences.All,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, allowUnsafe: unsafeCode, nullableContextOptions: NullableContextOptions.Enable));

        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ModuleGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        Assert.Null(driver.GetRunResult().Results.Single().Exception);

        var thrown = new List<Exception>();
        CompilationWithAnalyzers analysis = generated.WithAnalyzers(
            [.. analyzers ?? [new DeclarationAnalyzer()]],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([.. files ?? []]),
                (exception, _, _) => thrown.Add(exception),
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false));
        ImmutableArray<Diagnostic> reported = await analysis.GetAnalyzerDiagnosticsAsync();
        Assert.Empty(thrown);

        return new DeclarationRun(
            (CSharpCompilation)generated, [.. reported.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start)]);
    }

    /// <summary>Whether the generator wrote a part of <paramref name="type"/>.</summary>
    public static bool IsGenerated(INamedTypeSymbol type) => type.GetMembers(GeneratedNames.VisitState).Any(GeneratedFile.Declares);

    /// <summary>All types of the sources, nested ones too.</summary>
    public IEnumerable<INamedTypeSymbol> Types() => Types(Compilation.Assembly.GlobalNamespace);

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(static member =>
            member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));
}
