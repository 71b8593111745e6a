using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Generator.Tests.Harness;

/// <summary>The project that test sources are compiled in: a newcomer's by default, with everything on that can warn.</summary>
internal sealed record Host
{
    public static Host Default { get; } = new();

    /// <summary>The oldest language for which fields are supported.</summary>
    public static Host CSharp9 { get; } = new() { Language = LanguageVersion.CSharp9 };

    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp13;

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    public bool IsChecked { get; init; }

    public string AssemblyName { get; init; } = "Tested";

    public ImmutableArray<MetadataReference> References { get; init; } = TestReferences.All;

    private CSharpParseOptions ParseOptions => new(Language, DocumentationMode.Diagnose);

    /// <summary>Compiles each source as a file of its own, <c>0.cs</c>, <c>1.cs</c>, ...</summary>
    public CSharpCompilation Compile(params IEnumerable<string> sources) =>
        CSharpCompilation.Create(
            AssemblyName,
            sources.Select((source, index) => Parse(source, $"{index}.cs")),
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                allowUnsafe: true,
                checkOverflow: IsChecked,
                nullableContextOptions: Nullable,
                generalDiagnosticOption: ReportDiagnostic.Error));

    public SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    /// <summary>A driver that tracks its steps, for our generator or for one that a test brings along.</summary>
    public GeneratorDriver CreateDriver(IIncrementalGenerator? generator = null) =>
        CSharpGeneratorDriver.Create(
            [(generator ?? new SourceGeneration.ModuleGenerator()).AsSourceGenerator()],
            parseOptions: ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Generates, and compiles the result.</summary>
    public Generated Generate(params IEnumerable<string> sources)
    {
        CSharpCompilation compilation = Compile(sources);
        GeneratorDriver driver = CreateDriver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return new Generated(driver.GetRunResult(), output);
    }
}
