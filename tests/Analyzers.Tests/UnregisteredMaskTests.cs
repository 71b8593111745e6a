using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Tests.Catalog;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests;

public class UnregisteredMaskTests
{
    [Fact]
    public async Task Sample_shows_one_warning_in_each_of_its_classes()
    {
        const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq;";
        IEnumerable<SyntaxTree> sources = Directory.GetFiles(RuleCatalog.PathOf("samples/UnregisteredMask"), "*.cs")
            .Select(static path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), path: Path.GetFileName(path)));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "UnregisteredMask",
            [CSharpSyntaxTree.ParseText(Usings), .. sources],
            TestReferences.All,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        ImmutableArray<Diagnostic> diagnostics = await compilation
            .WithAnalyzers([.. RuleCatalog.Analyzers])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.Equal(
            ["Batches.cs: TSG1012", "LateMask.cs: TSG1003", "MaskInForward.cs: TSG1011", "NonPersistentMask.cs: TSG1007"],
            diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning)
                .Select(static diagnostic => $"{diagnostic.Location.SourceTree!.FilePath}: {diagnostic.Id}").Order(StringComparer.Ordinal));
    }
}
