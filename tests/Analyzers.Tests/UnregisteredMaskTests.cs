using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Tests.Catalog;
using TorchSharp.Generators.Analyzers.Tests.Documentation;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests;

public partial class UnregisteredMaskTests
{
    public static TheoryData<string> Pages =>
        [.. DocumentPage.Paths.Where(static page => Message().IsMatch(RuleCatalog.Read(page)))];

    [Fact]
    public async Task Sample_shows_one_warning_in_each_of_its_classes() =>
        Assert.Equal(
            ["Batches.cs: TSG1012", "LateMask.cs: TSG1003", "MaskInForward.cs: TSG1011", "NonPersistentMask.cs: TSG1007"],
            (await WarningsAsync())
                .Select(static warning => $"{warning.Location.SourceTree!.FilePath}: {warning.Id}")
                .Order(StringComparer.Ordinal));

    /// <summary>A page that shows what a build says of a file shows it of one of these.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Warning_on_a_page_is_one_of_the_sample(string page)
    {
        string[] said = [.. (await WarningsAsync()).Select(static warning => warning.ToString())];

        Assert.All(Message().Matches(RuleCatalog.Read(page)), line => Assert.Contains(line.Value, said));
    }

    private static async Task<IEnumerable<Diagnostic>> WarningsAsync()
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
        return diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning);
    }

    [GeneratedRegex(@"^\w+\.cs\([0-9]+,[0-9]+\): (error|warning|info) TSG.*$", RegexOptions.Multiline)]
    private static partial Regex Message();
}
