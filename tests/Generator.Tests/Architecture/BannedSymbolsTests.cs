using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Generator.Tests.Architecture;

/// <summary>
/// What a compiler loads reads no file but those it is handed, and reaches neither the network nor another process. A line with a
/// misspelt name would ban nothing, so each has a use that breaks it.
/// </summary>
public class BannedSymbolsTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Banned");

    private static readonly string[] s_lines = File.ReadAllLines(Path.Combine(s_folder, "BannedSymbols.txt"));

    private static readonly DiagnosticAnalyzer s_analyzer = (DiagnosticAnalyzer)Activator.CreateInstance(
        Assembly.LoadFrom(Path.Combine(s_folder, "Microsoft.CodeAnalysis.CSharp.BannedApiAnalyzers.dll"))
            .GetType("Microsoft.CodeAnalysis.CSharp.BannedApiAnalyzers.CSharpSymbolIsBannedAnalyzer", throwOnError: true)!)!;

    public static TheoryData<string, string> Uses { get; } = new()
    {
        { "M:Microsoft.CodeAnalysis.Compilation.GetTypeByMetadataName(System.String)", "Compilation.GetTypeByMetadataName(Name)" },
        { "N:System.Net", "new System.Net.WebClient()" },
        { "N:System.Net", "new System.Net.Http.HttpClient()" },
        { "N:System.Net", "new System.Net.Sockets.TcpClient()" },
        { "N:System.Net", "System.Net.NetworkInformation.NetworkInterface.GetIsNetworkAvailable()" },
        { "T:System.Diagnostics.Process", "System.Diagnostics.Process.Start(Name)" },
        { "T:System.IO.FileStream", "new System.IO.FileStream(Name, System.IO.FileMode.Open)" },
        { "T:System.IO.FileInfo", "new System.IO.FileInfo(Name).Length" },
        { "T:System.IO.DirectoryInfo", "new System.IO.DirectoryInfo(Name).GetFiles()" },
        { "T:System.IO.StreamReader", "new System.IO.StreamReader(Name)" },
        { "T:System.IO.StreamWriter", "new System.IO.StreamWriter(Name)" },
        { "T:System.IO.FileSystemWatcher", "new System.IO.FileSystemWatcher(Name)" },
        { "N:System.IO.MemoryMappedFiles", "System.IO.MemoryMappedFiles.MemoryMappedFile.CreateFromFile(Name)" },
        { "N:System.IO.Pipes", "new System.IO.Pipes.NamedPipeClientStream(Name)" },
        { "N:System.IO.IsolatedStorage", "System.IO.IsolatedStorage.IsolatedStorageFile.GetUserStoreForAssembly()" },
        { "N:System.IO.Compression", "System.IO.Compression.ZipFile.OpenRead(Name)" },
        { "T:System.Xml.XmlReader", "System.Xml.XmlReader.Create(Name)" },
        { "T:System.Xml.XmlDocument", "new System.Xml.XmlDocument()" },
        { "M:System.Xml.Linq.XDocument.Load(System.String)", "System.Xml.Linq.XDocument.Load(Name)" },
        {
            "M:System.Xml.Linq.XDocument.Load(System.String,System.Xml.Linq.LoadOptions)",
            "System.Xml.Linq.XDocument.Load(Name, System.Xml.Linq.LoadOptions.None)"
        },
        { "M:System.Xml.Linq.XElement.Load(System.String)", "System.Xml.Linq.XElement.Load(Name)" },
        {
            "M:System.Xml.Linq.XElement.Load(System.String,System.Xml.Linq.LoadOptions)",
            "System.Xml.Linq.XElement.Load(Name, System.Xml.Linq.LoadOptions.None)"
        },
    };

    [Theory]
    [MemberData(nameof(Uses))]
    public async Task Use_is_reported_by_the_line_that_bans_it(string symbol, string use)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Rules",
            [
                CSharpSyntaxTree.ParseText(
                    $$"""
                    public abstract class Rule
                    {
                        private const string Name = "name";
                        protected abstract Microsoft.CodeAnalysis.Compilation Compilation { get; }
                        public object? Use() => {{use}};
                    }
                    """,
                    cancellationToken: TestContext.Current.CancellationToken),
            ],
            [.. TestReferences.Framework, MetadataReference.CreateFromFile(typeof(Compilation).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.DoesNotContain(
            compilation.GetDiagnostics(TestContext.Current.CancellationToken),
            static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

        Assert.NotEmpty(await ReportedAsync(compilation, s_lines.Where(line => line.Split(';')[0] == symbol)));
        Assert.Empty(await ReportedAsync(compilation, s_lines.Where(line => line.Split(';')[0] != symbol)));
    }

    [Fact]
    public void Every_line_has_a_use() =>
        Assert.Equal(
            s_lines.Select(static line => line.Split(';')[0]).Order(StringComparer.Ordinal),
            Uses.Select(static use => use.Data.Item1).Distinct().Order(StringComparer.Ordinal));

    private static async Task<IEnumerable<Diagnostic>> ReportedAsync(Compilation compilation, IEnumerable<string> banned)
    {
        ImmutableArray<Diagnostic> reported = await compilation
            .WithAnalyzers([s_analyzer], new AnalyzerOptions([new BannedSymbols(string.Join('\n', banned))]))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.All(reported, static diagnostic => Assert.Equal("RS0030", diagnostic.Id));
        return reported;
    }

    private sealed class BannedSymbols(string text) : AdditionalText
    {
        public override string Path => "BannedSymbols.txt";

        public override SourceText? GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
