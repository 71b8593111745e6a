using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers.Tests.Catalog;

/// <summary>The README's table of rules is made from the descriptors: <c>UPDATE_README=1</c> rewrites it.</summary>
public class ReadmeTableTests
{
    private const string Begin = "<!-- rules -->\n";
    private const string End = "<!-- /rules -->";

    [Fact]
    public void Table_shows_the_rules_as_they_are()
    {
        string readme = RuleCatalog.Read("README.md");
        int begin = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = readme.IndexOf(End, begin, StringComparison.Ordinal);

        if (Environment.GetEnvironmentVariable("UPDATE_README") is "1")
        {
            File.WriteAllText(RuleCatalog.PathOf("README.md"), readme[..begin] + Table() + readme[end..]);
            return;
        }

        Assert.Equal(Table(), readme[begin..end]);
    }

    private static string Table() =>
        "| id | rule | severity | fix |\n|---|---|---|---|\n" + string.Concat(RuleCatalog.Supported.Select(Row));

    private static string Row(DiagnosticDescriptor rule) =>
        $"| [{rule.Id}](analyzers/docs/{rule.Id}.md) | {rule.Title} | {rule.DefaultSeverity} | {(RuleCatalog.NeedsFix(rule.Id) ? "yes" : "")} |\n";
}
