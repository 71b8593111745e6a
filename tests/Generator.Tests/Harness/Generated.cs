using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Generator.Tests.Harness;

/// <summary>What the generator made of a compilation.</summary>
internal sealed class Generated(GeneratorDriverRunResult run, Compilation output)
{
    /// <summary>A class of the user may lack documentation; a generated member may not.</summary>
    private const string MissingDocumentation = "CS1591";

    public ImmutableArray<GeneratedSourceResult> Files { get; } = run.Results.Single().Exception is { } exception
        ? throw new InvalidOperationException("The generator threw.", exception)
        : run.Results.Single().GeneratedSources;

    public Compilation Output => output;

    public IEnumerable<string> HintNames => Files.Select(static file => file.HintName);

    /// <summary>The text of the only file.</summary>
    public string Text => Files.Single().SourceText.ToString();

    /// <summary>Source and generated code together give neither error nor warning.</summary>
    public Generated CompilesClean()
    {
        IEnumerable<Diagnostic> complaints = output.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning
                && !(diagnostic.Id == MissingDocumentation && !IsGenerated(diagnostic.Location.SourceTree)));

        Assert.True(!complaints.Any(), string.Join("\n", [.. complaints, .. Files.Select(static file => file.SourceText.ToString())]));
        return this;
    }

    private bool IsGenerated(SyntaxTree? tree) => Files.Any(file => file.SyntaxTree == tree);
}
