using System.Text.RegularExpressions;
using TorchSharp.Generators.Analyzers.Tests.Catalog;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Tests.Documentation;

/// <summary>What code, tests and pages cite is there: sentences and behaviours by their number, tests and files by their name.</summary>
public partial class ReferenceTests
{
    private const string Semantics = "docs/semantics.md";
    private const string Behaviour = "docs/torchsharp-behaviour.md";

    private static readonly string[] s_sources =
    [
        .. new[] { "analyzers", "build", "docs", "eng", "generator", "runtime", "samples", "tests" }
            .SelectMany(static folder => Directory.GetFiles(RuleCatalog.PathOf(folder), "*.*", SearchOption.AllDirectories))
            .Where(static path => Path.GetExtension(path) is ".cs" or ".md" && !BuildOutput().IsMatch(path)),
    ];

    private static readonly string[] s_tests =
    [
        .. s_sources
            .Where(static path => path.StartsWith(RuleCatalog.PathOf("tests"), StringComparison.Ordinal) && Path.GetExtension(path) == ".cs")
            .Select(File.ReadAllText),
    ];

    /// <summary>The guide to writing a rule names them: who follows it writes them.</summary>
    private static readonly string[] s_ofTheReader = ["TSG1099_MaskMustBeInternalTests", "HideMaskFixTests"];

    public static TheoryData<string> Cited =>
    [
        .. s_sources.Select(File.ReadAllText)
            .SelectMany(static text => Number().Matches(text))
            .Select(static match => match.Value)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Named =>
    [
        .. DocumentPage.Paths
            .SelectMany(static page => TestName().Matches(RuleCatalog.Read(page)))
            .Select(static match => match.Groups["test"].Value)
            .Except(s_ofTheReader)
            .Distinct(),
    ];

    public static TheoryData<string> Pages => [.. DocumentPage.Paths];

    [Theory]
    [MemberData(nameof(Cited))]
    public void A_number_that_is_cited_has_an_entry(string number)
    {
        (string page, string entry) = number[0] == 'S' ? (Semantics, $"\n## {number}: ") : (Behaviour, $"\n| {number} | ");

        Assert.Contains(entry, RuleCatalog.Read(page), StringComparison.Ordinal);
    }

    /// <summary>Those of the rules are a click further, behind <c>docs/rules.md</c>.</summary>
    [Fact]
    public void Readme_links_every_page()
    {
        string readme = RuleCatalog.Read("README.md");

        Assert.All(
            DocumentPage.Paths.Where(
                static page => page != "README.md" && !page.StartsWith("analyzers/docs/", StringComparison.Ordinal)),
            page => Assert.Contains($"]({page}", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_about_collisions_has_each_name_that_is_generated() =>
        Assert.All(
            GeneratedNames.Overrides.Select(static entry => entry.Name)
                .Append(GeneratedNames.VisitState)
                .Append(GeneratedNames.State)
                .Append(GeneratedNames.StateProperty),
            static name => Assert.Matches($@"`{name}(\(\))?`", RuleCatalog.Read("analyzers/docs/TSG0008.md")));

    [Theory]
    [MemberData(nameof(Named))]
    public void A_test_that_a_page_names_is_there(string test)
    {
        string[] parts = test.Split('.');

        string[] files = [.. s_tests.Where(text => Regex.IsMatch(text, $@"\bclass {parts[0]}\b"))];
        Assert.NotEmpty(files);
        if (parts.Length > 1)
        {
            Assert.Contains(files, text => text.Contains($" {parts[1]}(", StringComparison.Ordinal));
        }
    }

    /// <summary>A sentence without a test, or a behaviour that nobody shows, is a claim.</summary>
    [Fact]
    public void Every_entry_names_a_test()
    {
        Assert.All(RuleCatalog.Read(Semantics).Split("\n## S")[1..], static section => Assert.Matches(TestName(), section));
        Assert.All(
            RuleCatalog.Read(Behaviour).Split('\n').Where(static line => line.StartsWith("| T", StringComparison.Ordinal)),
            static row => Assert.Matches(TestName(), row));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string page)
    {
        string folder = Path.GetDirectoryName(RuleCatalog.PathOf(page))!;
        foreach (Match link in Link().Matches(RuleCatalog.Read(page)))
        {
            string path = link.Groups["path"].Value;
            string target = path.Length == 0 ? RuleCatalog.PathOf(page) : Path.Combine(folder, path);
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{page}: {link.Value}");
            if (link.Groups["anchor"] is { Success: true, Value: var anchor })
            {
                MatchCollection headings = Heading().Matches(File.ReadAllText(target));
                Assert.True(headings.Any(heading => Slug(heading.Groups["title"].Value) == anchor), $"{page}: {link.Value}");
            }
        }
    }

    /// <summary>As GitHub makes it: lower case, words joined by hyphens, punctuation dropped.</summary>
    private static string Slug(string heading) =>
        Punctuation().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"[\\/](obj|bin)[\\/]", RegexOptions.ExplicitCapture)]
    private static partial Regex BuildOutput();

    /// <summary>In a comment or in the name of a test. A single digit behind a T is a type parameter.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9<-])(T[0-9]{2,3}|S1?[0-9])(?![A-Za-z0-9])")]
    private static partial Regex Number();

    [GeneratedRegex(@"`(?<test>[A-Z]\w*Tests(\.(?!cs`)\w+)?)`", RegexOptions.ExplicitCapture)]
    private static partial Regex TestName();

    [GeneratedRegex(@"\]\((?!https?:)(?<path>[^)#\s]*)(#(?<anchor>[^)]+))?\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<title>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
