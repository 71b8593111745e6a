using System.Globalization;
using System.Text.RegularExpressions;
using TorchSharp.Generators.Analyzers.Rules;
using TorchSharp.Generators.Analyzers.Tests.Catalog;
using TorchSharp.Generators.CodeFixes;
using TorchSharp.Generators.SourceGeneration;

namespace TorchSharp.Generators.Analyzers.Tests.Documentation;

/// <summary>A page counts right, and leaves nothing out of what it lists.</summary>
public partial class NumberTests
{
    private const string TorchSharpVersion = "<TorchSharpVersion>(.*)</";

    /// <summary>A number on a page, and the source that has it from first hand: a pattern for each.</summary>
    public static TheoryData<string, string, string, string> Repeated { get; } = new()
    {
        { "README.md", "SDK ([0-9]+) installed", "global.json", "\"version\": \"([0-9]+)" },
        { "CONTRIBUTING.md", "SDK ([0-9]+)", "global.json", "\"version\": \"([0-9]+)" },
        { "TESTING.md", "([0-9,]+) random trees", "tests/StateModel.Tests/StateModelTests.cs", "Count = ([0-9]+);" },
        { "TESTING.md", "([0-9,]+) module files", "tests/Typing.Tests/TypingTests.cs", "count: ([0-9]+), Seed, EditorRun" },
        { "CHANGELOG.md", "for TorchSharp ([0-9.]+)\\.", "Directory.Packages.props", TorchSharpVersion },
        { "BENCHMARKS.md", "TorchSharp ([0-9.]+),", "Directory.Packages.props", TorchSharpVersion },
        { "docs/faq.md", "TorchSharp-cpu ([0-9.]+)\\.", "Directory.Packages.props", TorchSharpVersion },
        { "docs/torchsharp-behaviour.md", "as it is, ([0-9.]+) at", "Directory.Packages.props", TorchSharpVersion },
    };

    /// <summary>What has changed in a version stays as it was.</summary>
    public static TheoryData<string> PagesWithSeries =>
        [.. DocumentPage.Paths.Where(static page => page != "CHANGELOG.md" && Series().IsMatch(RuleCatalog.Read(page)))];

    [Theory]
    [MemberData(nameof(Repeated))]
    public void Number_is_that_of_its_source(string page, string words, string source, string pattern) =>
        Assert.Equal(First(source, pattern), First(page, words).Replace(",", "", StringComparison.Ordinal));

    [Fact]
    public void Golden_files_are_counted() =>
        Assert.Equal(
            First("TESTING.md", "([0-9]+) golden files"),
            $"{Directory.GetFiles(RuleCatalog.PathOf("tests/Golden"), "*.json", SearchOption.AllDirectories).Length}");

    [Fact]
    public void Mistakes_are_counted()
    {
        MatchCollection ids = Regex.Matches(RuleCatalog.Read("tests/Package.Tests/Mistakes/Mistakes.cs"), "TSG[0-9]{4}");

        Assert.Equal(First("TESTING.md", "mistakes of ([0-9]+) kinds"), $"{ids.DistinctBy(static id => id.Value).Count()}");
    }

    [Fact]
    public void Edits_are_counted() =>
        Assert.Equal(
            int.Parse(First("TESTING.md", "([0-9,]+) edits"), NumberStyles.AllowThousands, CultureInfo.InvariantCulture),
            int.Parse(First("tests/Typing.Tests/TypingTests.cs", "count: ([0-9]+), Seed, IncrementalRun"), CultureInfo.InvariantCulture)
                * int.Parse(First("tests/Typing.Tests/Checks/IncrementalRun.cs", "Edits = ([0-9]+);"), CultureInfo.InvariantCulture));

    /// <summary>A rule that is added to a series makes its end another.</summary>
    [Theory]
    [MemberData(nameof(PagesWithSeries))]
    public void Series_of_rules_begins_and_ends_where_the_page_says(string page) =>
        Assert.All(Series().Matches(RuleCatalog.Read(page)), static series =>
        {
            string first = series.Groups["first"].Value;
            string[] ids = [.. RuleCatalog.Supported.Select(static rule => rule.Id).Where(id => id[..4] == first[..4])];
            Assert.Equal((ids[0], ids[^1]), (first, series.Groups["last"].Value));
        });

    [Fact]
    public void Suites_are_all_in_the_table() =>
        Assert.Equal(
            Folders("tests").Where(static suite => suite.EndsWith(".Tests", StringComparison.Ordinal)),
            Regex.Matches(RuleCatalog.Read("TESTING.md"), @"^\| `tests/([\w.]+)` \|", RegexOptions.Multiline)
                .Select(static row => row.Groups[1].Value)
                .Order(StringComparer.Ordinal));

    [Fact]
    public void Samples_are_all_in_the_readme() =>
        Assert.All(
            Folders("samples"),
            static sample => Assert.Contains($"samples/{sample}", RuleCatalog.Read("README.md"), StringComparison.Ordinal));

    [Fact]
    public void Assemblies_are_all_in_the_architecture() =>
        Assert.Equal(
            new[] { typeof(ModuleGenerator), typeof(TorchAnalyzer), typeof(TorchCodeFix), typeof(ModuleAttribute) }
                .Select(static type => type.Assembly.GetName().Name),
            Regex.Matches(RuleCatalog.Read("ARCHITECTURE.md"), @"^\| `[\w/]+` \| `([\w.]+)` \|", RegexOptions.Multiline)
                .Select(static row => row.Groups[1].Value));

    /// <summary>The two scripts have the same verbs and say the same of them, and a contributor reads all of them.</summary>
    [Fact]
    public void Verbs_are_the_same_everywhere()
    {
        string[] shell = [.. Verb().Matches(RuleCatalog.Read("build.sh")).Select(static line => line.Value)];
        IEnumerable<string> names = shell.Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]);

        Assert.NotEmpty(shell);
        Assert.Equal(
            shell,
            Verb().Matches(RuleCatalog.Read("build.ps1").Replace("build.ps1", "build.sh", StringComparison.Ordinal))
                .Select(static line => line.Value));
        Assert.Contains(
            $"by name: {string.Join(", ", names.Select(static name => $"`{name}`"))}.",
            RuleCatalog.Read("CONTRIBUTING.md").ReplaceLineEndings(" "),
            StringComparison.Ordinal);
    }

    /// <summary>In the tables of BENCHMARKS.md the fifth column is the time, in times of TorchSharp's.</summary>
    [Theory]
    [InlineData("a move takes ([0-9.]+) to ([0-9.]+) times", @"\.to\(float64\) and back|the same with gradients")]
    [InlineData(@"`load_state_dict` ([0-9.]+) to ([0-9.]+) times", "load_state_dict")]
    public void Cost_is_that_of_the_benchmarks(string words, string operation)
    {
        double[] times = [.. TimesOf(operation)];
        Match said = Regex.Match(RuleCatalog.Read("README.md").ReplaceLineEndings(" "), words);

        Assert.Equal(
            (said.Groups[1].Value, said.Groups[2].Value),
            (times.Min().ToString("0.0", CultureInfo.InvariantCulture), times.Max().ToString("0.0", CultureInfo.InvariantCulture)));
    }

    /// <summary>Of a build that the page measures, the last column but one says what ours add.</summary>
    [Fact]
    public void Cost_of_the_rules_is_that_of_the_benchmarks()
    {
        string faq = RuleCatalog.Read("docs/faq.md").ReplaceLineEndings(" ");

        Assert.Contains("takes up to a tenth longer, one of nothing but small modules two fifths", faq, StringComparison.Ordinal);
        Assert.InRange(ShareOf("100 modules, 40000 plain lines"), 5, 12);
        Assert.InRange(ShareOf("100 modules, 0 plain lines"), 30, 50);
    }

    [Fact]
    public void Cost_of_a_read_and_of_a_first_call_is_that_of_the_benchmarks()
    {
        string readme = RuleCatalog.Read("README.md").ReplaceLineEndings(" ");
        string firstCalls = RuleCatalog.Read("BENCHMARKS.md").Split("\n## First call\n")[1].Split("\n## ")[0];
        MatchCollection rows = Regex.Matches(firstCalls, @"^\| [^|]+ \| ([0-9.]+) \| ([0-9.]+) \|", RegexOptions.Multiline);

        Assert.Contains("`state_dict` a fifth or less", readme, StringComparison.Ordinal);
        Assert.Equal(2, TimesOf("state_dict").Count());
        Assert.All(TimesOf("state_dict"), static time => Assert.InRange(time, 0, 0.2));
        Assert.Contains("takes about twice as long as TorchSharp's", readme, StringComparison.Ordinal);
        Assert.Equal(3, rows.Count);
        Assert.All(rows, static row => Assert.InRange(Number(row.Groups[1]) / Number(row.Groups[2]), 1.5, 2.5));
    }

    /// <summary>The section is written by hand, and the next run that writes the page takes it from its source.</summary>
    [Fact]
    public void What_misses_its_goal_says_why()
    {
        string page = RuleCatalog.Read("BENCHMARKS.md");
        string why = $"## What{page.Split("\n## What")[1].Split("\n## ")[0]}";
        IEnumerable<string> missed = Regex.Matches(page, @"^\| (?<name>[^|]+) \|.*\(missed\)", RegexOptions.Multiline)
            .Select(static row => row.Groups["name"].Value);

        Assert.Contains(
            why.Trim(),
            RuleCatalog.Read("tests/Benchmarks/Report/Missed.cs").Replace("\n        ", "\n", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.NotEmpty(missed);
        string words = why.Replace("`", "", StringComparison.Ordinal);
        Assert.All(missed, name => Assert.Contains(name, words, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<double> TimesOf(string operation) =>
        Regex.Matches(
            RuleCatalog.Read("BENCHMARKS.md").Split("\n## PyTorch\n")[0],
            $@"^\| ({operation}) (\|[^|\n]*){{3}}\| (?<time>[0-9.]+)",
            RegexOptions.Multiline)
            .Select(static row => Number(row.Groups["time"]));

    /// <returns>Percent.</returns>
    private static double ShareOf(string sample) =>
        double.Parse(First("BENCHMARKS.md", $@"\| {sample} \|.*?\| \+?([0-9.-]+) % \|"), CultureInfo.InvariantCulture);

    private static double Number(Group text) => double.Parse(text.Value, CultureInfo.InvariantCulture);

    private static string First(string file, string pattern)
    {
        Match match = Regex.Match(RuleCatalog.Read(file), pattern);

        Assert.True(match.Success, $"{file} has no {pattern}");
        return match.Groups[1].Value;
    }

    /// <summary>What has a project: what is left of a build has none.</summary>
    private static IEnumerable<string> Folders(string parent) =>
        Directory.GetDirectories(RuleCatalog.PathOf(parent))
            .Where(static folder => Directory.GetFiles(folder, "*.csproj").Length > 0)
            .Select(static folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal);

    [GeneratedRegex("(?<first>TSG[0-9]{4}) to\\s(?<last>TSG[0-9]{4})", RegexOptions.ExplicitCapture)]
    private static partial Regex Series();

    [GeneratedRegex(@"^  [a-z]+ [ \[].*$", RegexOptions.Multiline)]
    private static partial Regex Verb();
}
