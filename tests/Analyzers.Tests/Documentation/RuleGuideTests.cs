using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Tests.Catalog;

namespace TorchSharp.Generators.Analyzers.Tests.Documentation;

/// <summary>The blocks of docs/writing-a-rule.md are parts of this repository, and compile where the page puts them.</summary>
public class RuleGuideTests
{
    /// <summary>A friend of all three assemblies: one compilation holds what belongs in four projects.</summary>
    private const string Friend = "TorchSharp.Generators.Tests.Common";

    /// <summary>An id that no rule has: who follows the page has a TSG1099 here already.</summary>
    private const string Id = "TSG_OfThePage";

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Preview);

    [Fact]
    public void Rule_of_the_page_compiles_in_its_rooms()
    {
        string[] blocks =
        [
            .. DocumentPage.SnippetsOf("docs/writing-a-rule.md")
                .Select(static block => block.Code.Replace("TSG1099", Id, StringComparison.Ordinal)),
        ];
        Assert.Equal(8, blocks.Length);

        string[] sources =
        [
            "global using System.Threading.Tasks; global using Xunit;",
            .. Directory.GetFiles(RuleCatalog.PathOf("analyzers/Analyzers/Descriptors")).Select(File.ReadAllText),
            Beside("analyzers/Analyzers/Descriptors/Descriptors.Registration.cs", $"partial class Descriptors {{ {blocks[0]} }}"),
            .. blocks[1..5],
            $"public class Messages {{ public TheoryData<string, string> Rows = new() {{ {blocks[5]} }}; }}",
            $"public class Titles {{ [Theory] {blocks[6]} public void Rows(string id, string title, string members, string body, string result) {{ }} }}",
        ];
        var compilation = CSharpCompilation.Create(
            Friend,
            sources.Select(static source => CSharpSyntaxTree.ParseText(source, s_options)),
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void Proof_of_the_page_is_one_that_runs() =>
        Assert.Contains(
            Flat(DocumentPage.SnippetsOf("docs/writing-a-rule.md").Last().Code),
            Flat(RuleCatalog.Read("tests/Analyzers.Tests/Registration/TSG1017_ComponentsUsedBeforeRegistrationTests.cs")),
            StringComparison.Ordinal);

    private static string Flat(string code) => string.Join('\n', code.Split('\n', StringSplitOptions.TrimEntries));

    /// <summary>A block under the usings and in the namespace of a file of its room.</summary>
    private static string Beside(string file, string block)
    {
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(RuleCatalog.Read(file), s_options).GetCompilationUnitRoot();
        MemberDeclarationSyntax first = root.Members.OfType<FileScopedNamespaceDeclarationSyntax>().Single().Members[0];
        return root.ToFullString()[..first.FullSpan.Start] + block;
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileNameWithoutExtension(path) != Friend)
            .Select(static path => MetadataReference.CreateFromFile(path));
}
