using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers.Tests.Catalog;

/// <summary>Holds descriptor, analyzer, fix, page, release row and tests of each rule together.</summary>
public class CatalogTests
{
    private const string Guide = "docs/writing-a-rule.md, step 4";

    public static TheoryData<string> Ids => RuleCatalog.Ids;

    public static TheoryData<string> Warnings =>
        [.. RuleCatalog.Supported.Where(static rule => rule.DefaultSeverity == DiagnosticSeverity.Warning).Select(static rule => rule.Id)];

    [Fact]
    public void Every_descriptor_is_reported_by_an_analyzer() =>
        Assert.Equal(
            RuleCatalog.Declared.Values.Select(static rule => rule.Id).Order(StringComparer.Ordinal),
            RuleCatalog.Supported.Select(static rule => rule.Id));

    [Fact]
    public void Properties_are_called_by_id_and_sentence() =>
        Assert.All(RuleCatalog.Declared, static pair => Assert.StartsWith(pair.Value.Id + "_", pair.Key, StringComparison.Ordinal));

    [Fact]
    public void Fixes_are_for_rules_that_exist() =>
        Assert.All(
            RuleCatalog.Fixes.SelectMany(static fix => fix.FixableDiagnosticIds),
            static id => Assert.Contains(RuleCatalog.Supported, rule => rule.Id == id));

    [Fact]
    public void Pages_are_for_rules_that_exist() =>
        Assert.All(
            Directory.GetFiles(RuleCatalog.PathOf("analyzers/docs"), "TSG*.md"),
            static page => Assert.Contains(RuleCatalog.Declared.Values, rule => rule.Id == Path.GetFileNameWithoutExtension(page)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_has_a_page_with_its_title_and_four_questions(string id)
    {
        DiagnosticDescriptor rule = RuleCatalog.Get(id);
        string page = RuleCatalog.Read($"analyzers/docs/{id}.md");

        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains(
            $"\n| Category | {rule.Category} |\n| Severity | {rule.DefaultSeverity} |\n| Fix | ", page, StringComparison.Ordinal);
        Assert.All(
            ["## What happens", "## Bad", "## Good", "## When to suppress"],
            heading => Assert.Contains($"\n{heading}\n", page, StringComparison.Ordinal));
        Assert.NotEqual(RuleCatalog.HasFix(id), page.Contains("\n| Fix | None", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Help_link_leads_to_the_page(string id)
    {
        string link = RuleCatalog.Get(id).HelpLinkUri;
        string repository = Regex.Match(RuleCatalog.Read("Directory.Build.props"), "<RepositoryUrl>(.*)</").Groups[1].Value + "/blob/main/";

        Assert.StartsWith(repository, link, StringComparison.Ordinal);
        Assert.True(File.Exists(RuleCatalog.PathOf(link[repository.Length..])), link);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_has_a_release_row(string id)
    {
        DiagnosticDescriptor rule = RuleCatalog.Get(id);
        string releases = RuleCatalog.Read("analyzers/Analyzers/AnalyzerReleases.Shipped.md")
            + RuleCatalog.Read("analyzers/Analyzers/AnalyzerReleases.Unshipped.md");

        Assert.Contains($"\n{id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}\n", releases, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_has_a_test_class(string id)
    {
        string name = RuleCatalog.Declared.Single(pair => pair.Value.Id == id).Key + "Tests";

        Assert.True(IsTestClass(name), $"{id} has no test class {name}: {Guide}");
    }

    /// <summary>The same source is flagged and goes wrong on TorchSharp; its twin is silent and works.</summary>
    [Theory]
    [MemberData(nameof(Warnings))]
    public void Warning_has_a_proof_on_both_sides(string id)
    {
        string name = RuleCatalog.Declared.Single(pair => pair.Value.Id == id).Key + "Tests.cs";
        // A proof is a test: the source that it is given, or the rows of its theory.
        string[] proofs =
        [
            .. Directory.GetFiles(RuleCatalog.PathOf("tests/Analyzers.Tests"), name, SearchOption.AllDirectories)
                .SelectMany(static file => File.ReadAllText(file).Split(["[Fact]", "[Theory]"], StringSplitOptions.None))
                .Where(static test => test.Contains("Proof.VerifyAsync(", StringComparison.Ordinal)),
        ];

        Assert.True(proofs.Any(IsMarked), $"{id} has no RuleProof of code that it reports, in {name}: {Guide}");
        Assert.False(proofs.All(IsMarked), $"{id} has no RuleProof of code that it leaves alone, in {name}: {Guide}");

        bool IsMarked(string proof) => proof.Contains($"{{|{id}:", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_has_a_fix_where_one_can_help(string id) =>
        Assert.True(
            RuleCatalog.NeedsFix(id) == RuleCatalog.HasFix(id),
            RuleCatalog.NeedsFix(id) ? $"{id} has no fix: docs/writing-a-rule.md, step 3" : $"{id} has a fix: see RuleCatalog.NeedsFix");

    [Theory]
    [MemberData(nameof(Ids))]
    public void Fixes_of_the_rule_have_test_classes(string id) =>
        Assert.All(
            RuleCatalog.Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(id)).Select(static fix => fix.GetType().Name + "Tests"),
            static name => Assert.True(IsTestClass(name), $"There is no test class {name}: {Guide}"));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Words_are_in_the_style_of_the_others(string id)
    {
        DiagnosticDescriptor rule = RuleCatalog.Get(id);
        string title = rule.Title.ToString(null);
        string message = rule.MessageFormat.ToString(null);

        Assert.Matches("^TSG[0-9]{4}$", id);
        Assert.Matches(@"^TorchSharp\.[A-Z][a-z]+$", rule.Category);
        Assert.Equal(id.StartsWith("TSG0", StringComparison.Ordinal), rule.DefaultSeverity == DiagnosticSeverity.Error);
        Assert.DoesNotMatch(@"\.$|\n|\{", title);
        Assert.DoesNotMatch(@"\.$|\n", message);
        Assert.Contains("{0}", message, StringComparison.Ordinal);
    }

    private static bool IsTestClass(string name) => typeof(CatalogTests).Assembly.GetTypes().Any(type => type.Name == name);
}
