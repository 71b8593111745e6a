using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Suppressors;
using TorchSharp.Generators.Analyzers.Tests.Catalog;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.Suppressors;

/// <summary>
/// The compiler and the stock analyzers on classes as they are before the generator has run, which is what an editor shows
/// in between: the report is made, and suppressed for registered members alone.
/// </summary>
public class RegisteredMemberSuppressorTests
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> s_stock =
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "StockAnalyzers"), "*.dll")
            .Where(static path => !path.Contains("Fixes", StringComparison.Ordinal))
            .SelectMany(static path => Assembly.LoadFrom(path).GetTypes())
            .Where(static type => !type.IsAbstract
                && type.Name is "MakeFieldReadonlyDiagnosticAnalyzer" or "CSharpMakeFieldReadonlyDiagnosticAnalyzer"
                    or "CSharpRemoveUnusedMembersDiagnosticAnalyzer" or "DisposableFieldsShouldBeDisposed")
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    [Fact]
    public void Page_lists_what_is_suppressed() =>
        Assert.Equal(
            new RegisteredMemberSuppressor().SupportedSuppressions.Select(static about => (about.Id, about.SuppressedDiagnosticId)),
            Regex.Matches(RuleCatalog.Read("docs/rules.md"), @"^\| (TSGS[0-9]{3}) \| (\w+),", RegexOptions.Multiline)
                .Select(static row => (row.Groups[1].Value, row.Groups[2].Value)));

    [Theory]
    [InlineData(
        "CS8618",
        "[Buffer] private Tensor mask; public Tensor Get() => mask;",
        "[NotRegistered] private Tensor mask; public Tensor Get() => mask;")]
    [InlineData("CS8618", "private Linear fc; public Linear Get() => fc;", "[NotRegistered] private Linear fc; public Linear Get() => fc;")]
    [InlineData("CS8618", "[Buffer] public Tensor Mask { get; set; }", "[NotRegistered] public Tensor Mask { get; set; }")]
    [InlineData(
        "CS0649",
        "[Buffer] private Tensor? mask; public Tensor? Get() => mask;",
        "[NotRegistered] private Tensor? mask; public Tensor? Get() => mask;")]
    [InlineData("CS0169", "[Buffer] private Tensor? mask;", "private Tensor? mask;")]
    [InlineData(
        "IDE0044",
        "[Buffer] private Tensor mask = ones(2); public Tensor Get() => mask;",
        "private string mask = \"\"; public string Get() => mask;")]
    [InlineData("IDE0051", "[Buffer] private Tensor? Mask { get; set; }", "[NotRegistered] private Tensor? Mask { get; set; }")]
    [InlineData(
        "IDE0052",
        "[Buffer] private Tensor? mask; public void Set(Tensor t) => mask = t;",
        "private Tensor? mask; public void Set(Tensor t) => mask = t;")]
    [InlineData(
        "CA2213",
        "private readonly Inner inner = new(); protected override void Dispose(bool disposing) { }",
        "[NotRegistered] private readonly Inner inner = new(); protected override void Dispose(bool disposing) { }")]
    public async Task Report_about_a_registered_member_is_suppressed(string id, string registered, string other)
    {
        Diagnostic suppressed = Assert.Single(await RunAsync(id, registered));
        Assert.True(suppressed.IsSuppressed, suppressed.ToString());

        Diagnostic kept = Assert.Single(await RunAsync(id, other));
        Assert.False(kept.IsSuppressed, kept.ToString());
    }

    [Fact]
    public async Task Member_of_a_hand_written_module_is_left_alone()
    {
        Diagnostic kept = Assert.Single(await RunAsync("CS8618", "private Linear fc; public Linear Get() => fc;", attribute: ""));

        Assert.False(kept.IsSuppressed);
    }

    [Fact]
    public async Task Incomplete_code_does_not_throw() =>
        Assert.Empty(await RunAsync("AD0001", "[Buffer] private Tensor mask = ; [Buffer] private Tensor"));

    private static async Task<IEnumerable<Diagnostic>> RunAsync(string id, string members, string attribute = "[Module]")
    {
        string source =
            $$"""
            #nullable enable
            using TorchSharp;
            using TorchSharp.Generators;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            {{attribute}}
            public partial class Net : nn.Module
            {
                public Net() : base("net") { }
                {{members}}
            }

            public class Inner() : nn.Module("inner");
            """;
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Suppressed",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp13), "Net.cs")],
            TestReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
                .WithSpecificDiagnosticOptions([new("CA2213", ReportDiagnostic.Warn)]));
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: null,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: true);

        ImmutableArray<Diagnostic> diagnostics = await compilation
            .WithAnalyzers(s_stock.Add(new RegisteredMemberSuppressor()), options)
            .GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        return diagnostics.Where(diagnostic => diagnostic.Id == id);
    }
}
