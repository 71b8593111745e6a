using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers.Tests.Catalog;

/// <summary>The table of <c>docs/rules.md</c> is made from the descriptors: <c>UPDATE_DOCS=1</c> rewrites it.</summary>
public class RuleTableTests
{
    private const string Page = "docs/rules.md";
    private const string Begin = "<!-- rules -->\n";
    private const string End = "<!-- /rules -->";

    [Fact]
    public void Table_shows_the_rules_as_they_are()
    {
        string page = RuleCatalog.Read(Page);
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = page.IndexOf(End, begin, StringComparison.Ordinal);

        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") is "1")
        {
            File.WriteAllText(RuleCatalog.PathOf(Page), page[..begin] + Table() + page[end..]);
            return;
        }

        Assert.Equal(Table(), page[begin..end]);
    }

    private static string Table() =>
        "| id | rule | severity | fix |\n|---|---|---|---|\n" + string.Concat(RuleCatalog.Supported.Select(Row));

    private static string Row(DiagnosticDescriptor rule) =>
        $"| [{rule.Id}](../analyzers/docs/{rule.Id}.md) | {rule.Title} | {rule.DefaultSeverity} | {(RuleCatalog.NeedsFix(rule.Id) ? "yes" : "")} |\n";
}
