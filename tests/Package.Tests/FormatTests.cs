using System.Text.RegularExpressions;

namespace TorchSharp.Generators.Package.Tests;

/// <summary>The fixes as a command line gets them: from the package, by way of the workspace of <c>dotnet format</c>.</summary>
public partial class FormatTests(PackedPackage package)
{
    [Fact]
    public async Task One_run_mends_a_mistake_of_every_kind()
    {
        using ConsumerProject consumer = new(package, "<TargetFramework>net10.0</TargetFramework> <NoWarn>$(NoWarn);CS8618</NoWarn>");
        string mistakes = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "tests", "Package.Tests", "Mistakes", "Mistakes.cs"), TestContext.Current.CancellationToken);
        consumer.Write("Mistakes.cs", mistakes);
        (await consumer.DotnetAsync("restore")).ShouldSucceed();

        string[] ids = Ids(mistakes);

        ProcessResult before = await FormatAsync(consumer, ids, "--verify-no-changes");
        Assert.Equal(ids, Ids(before.Output));

        (await FormatAsync(consumer, ids)).ShouldSucceed();
        ProcessResult after = await consumer.DotnetAsync("build", "--no-restore");
        after.ShouldSucceed();
        Assert.Empty(Ids(after.Output));
    }

    private static Task<ProcessResult> FormatAsync(ConsumerProject consumer, string[] ids, params string[] arguments) =>
        consumer.DotnetAsync(
            ["format", "analyzers", "--no-restore", "--severity", "info", "--diagnostics", .. ids, .. arguments]);

    private static string[] Ids(string text) =>
        [.. Id().Matches(text).Select(static id => id.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"TSG\d{4}")]
    private static partial Regex Id();
}
