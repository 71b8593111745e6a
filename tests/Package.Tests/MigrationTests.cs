using System.Text.RegularExpressions;

namespace TorchSharp.Generators.Package.Tests;

/// <summary>A project of hand-written modules, converted by the one command: samples/Migration, and the corpus of the conversion.</summary>
public partial class MigrationTests(PackedPackage package)
{
    private static readonly string[] s_command = ["format", "analyzers", "--no-restore", "--diagnostics", "TSG9001", "--severity", "info"];

    [Fact]
    public async Task One_command_converts_a_project_and_its_checkpoint_still_loads()
    {
        using ConsumerProject consumer = new(package, $"{ConsumerProject.Program} <NoWarn>$(NoWarn);CS8602;CS8603;CS8604</NoWarn>");
        string[] sources = [.. Sources("samples", "Migration"), .. Sources("tests", "Analyzers.Tests", "Conversion", "Modules")];
        foreach (string source in sources)
        {
            consumer.Write(NameOf(source), await File.ReadAllTextAsync(source, TestContext.Current.CancellationToken));
        }

        // Hand-written, it has what the rules warn of.
        (await consumer.DotnetAsync("build", "-p:TreatWarningsAsErrors=false")).ShouldSucceed();
        ProcessResult saved = await RunAsync(consumer);

        (await consumer.DotnetAsync(s_command)).ShouldSucceed();
        Dictionary<string, string> converted = Read(consumer);
        Assert.True(converted.Values.Sum(static text => Count(text, "[Module]")) >= 40);
        Assert.All(Sources("samples", "Migration"), source => AssertConverted(converted[NameOf(source)]));

        ProcessResult build = await consumer.DotnetAsync("build");
        build.ShouldSucceed();
        Assert.DoesNotContain("TSG", build.Output, StringComparison.Ordinal);
        ProcessResult loaded = await RunAsync(consumer);
        Assert.Equal(saved.Lines.Select(NewKey).Order(StringComparer.Ordinal), loaded.Lines.Order(StringComparer.Ordinal));

        (await consumer.DotnetAsync(s_command)).ShouldSucceed();
        Assert.Equal(converted, Read(consumer));
    }

    private static async Task<ProcessResult> RunAsync(ConsumerProject consumer)
    {
        ProcessResult run = await consumer.DotnetAsync("run", "--no-build", "--", "gpt.dat");
        run.ShouldSucceed();
        Assert.Contains(run.Lines, static line => line.StartsWith("loss ", StringComparison.Ordinal));
        return run;
    }

    private static void AssertConverted(string text) => Assert.Equal(Count(text, ": Module<"), Count(text, "[Module]"));

    private static IEnumerable<string> Sources(params string[] folder) =>
        Directory.EnumerateFiles(Path.Combine([Repository.Root, .. folder]), "*.cs");

    private static string NameOf(string source) => $"{Path.GetFileName(Path.GetDirectoryName(source))}.{Path.GetFileName(source)}";

    private static Dictionary<string, string> Read(ConsumerProject consumer) =>
        Directory.EnumerateFiles(consumer.Folder, "*.cs").ToDictionary(static file => Path.GetFileName(file), File.ReadAllText);

    private static int Count(string text, string word) => text.Split(word).Length - 1;

    /// <summary>An auto-property's key was the compiler's name for the field behind it.</summary>
    private static string NewKey(string line) => BackingField().Replace(line, "$1");

    [GeneratedRegex("<(\\w+)>k__BackingField")]
    private static partial Regex BackingField();
}
