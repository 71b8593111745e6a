using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.Tests.Catalog;

namespace TorchSharp.Generators.Analyzers.Tests.Documentation;

/// <summary>Every block of C# on a page compiles, does what the page says of it, and prints what the page prints.</summary>
public partial class SnippetTests
{
    public static TheoryData<string, int> All => Rows(static _ => true);

    public static TheoryData<string, int> Printing => Rows(static snippet => snippet.Prints);

    public static TheoryData<string, int> Bad => Rows(static snippet => snippet.Heading == "Bad");

    public static TheoryData<string> PagesWithBadCode =>
        [.. DocumentPage.Paths.Where(static page => DocumentPage.SnippetsOf(page).Any(static snippet => snippet.Heading == "Bad"))];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Code_compiles_and_no_rule_warns_of_it_unless_it_is_bad(string page, int line)
    {
        Snippet snippet = At(page, line);
        SnippetRun run = await SnippetRun.OfAsync(snippet);
        string id = Path.GetFileNameWithoutExtension(page);

        Assert.DoesNotContain(run.Errors, error => !(snippet.Heading == "Bad" && IsPartOf(error, id)));
        if (snippet.Heading == "Good")
        {
            Assert.DoesNotContain(run.Reported, diagnostic => diagnostic.Id == id);
        }

        if (snippet.Heading is not ("Bad" or "What happens"))
        {
            Assert.DoesNotContain(run.Reported, IsWarningOfARule);
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Bad_code_has_the_diagnostic_of_its_page(string page, int line)
    {
        SnippetRun run = await SnippetRun.OfAsync(At(page, line));

        Assert.Contains(run.Reported, diagnostic => diagnostic.Id == Path.GetFileNameWithoutExtension(page));
    }

    [Theory]
    [MemberData(nameof(Printing))]
    public async Task Program_prints_what_the_page_says(string page, int line)
    {
        Snippet snippet = At(page, line);
        SnippetRun run = await SnippetRun.OfAsync(snippet);

        Assert.Equal(snippet.PromisedOutput.TrimEnd('\n'), run.Run().TrimEnd('\n'));
    }

    /// <summary>A message that a page shows is one that a reader can see: that of the page's own bad code.</summary>
    [Theory]
    [MemberData(nameof(PagesWithBadCode))]
    public async Task Message_on_a_page_is_that_of_its_bad_code(string page)
    {
        IEnumerable<string> promised = RuleCatalog.Read(page).Split('\n').Where(static line => Message().IsMatch(line));
        var said = new List<string>();
        foreach (Snippet snippet in DocumentPage.SnippetsOf(page).Where(static snippet => snippet.Heading == "Bad"))
        {
            SnippetRun run = await SnippetRun.OfAsync(snippet);
            said.AddRange(run.Reported.Select(static diagnostic =>
                $"{diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}: {diagnostic.GetMessage(null)}"));
        }

        Assert.All(promised, line => Assert.Contains(line, said));
    }

    [Fact]
    public void First_example_of_the_readme_is_a_program() =>
        Assert.True(DocumentPage.SnippetsOf("README.md").First() is { Around: null, Prints: true });

    private static bool IsWarningOfARule(Diagnostic diagnostic) =>
        diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id.StartsWith("TSG", StringComparison.Ordinal);

    /// <summary>What the compiler says beside the rule of the page: a declaration with an error has no generated part.</summary>
    private static bool IsPartOf(Diagnostic error, string id) =>
        error.Id == id || (id == "TSG0010" && error.Id.StartsWith("CS", StringComparison.Ordinal));

    [GeneratedRegex("^(error|warning|info) TSG[0-9]{4}: ")]
    private static partial Regex Message();

    private static Snippet At(string page, int line) => DocumentPage.SnippetsOf(page).Single(snippet => snippet.Line == line);

    private static TheoryData<string, int> Rows(Func<Snippet, bool> wanted)
    {
        var rows = new TheoryData<string, int>();
        foreach (Snippet snippet in DocumentPage.Paths.SelectMany(DocumentPage.SnippetsOf))
        {
            if (snippet.Around != Snippet.Repository && wanted(snippet))
            {
                rows.Add(snippet.Page, snippet.Line);
            }
        }

        return rows;
    }
}
