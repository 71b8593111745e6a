using System.Text.RegularExpressions;

namespace TorchSharp.Generators.Package.Tests;

/// <summary>
/// A project of hand-written modules, converted by the one command: samples/Migration, and the corpus of the conversion. What the
/// command wrote is built, and run beside what was built before it.
/// </summary>
public partial class MigrationTests(PackedPackage package)
{
    /// <summary>What ConvertedModulesTests asks of the fix, as it asks it.</summary>
    private static readonly string BeforeAndAfter =
        Path.Combine(Repository.Root, "tests", "Analyzers.Tests", "Conversion", "BeforeAndAfter.cs");

    private static readonly string[] s_command = ["format", "analyzers", "--no-restore", "--diagnostics", "TSG9001", "--severity", "info"];

    [Fact]
    public async Task One_command_converts_a_project_and_its_checkpoint_still_loads()
    {
        using ConsumerProject consumer = new(package, $"{ConsumerProject.Program} <NoWarn>$(NoWarn);CS8602;CS8603;CS8604</NoWarn>");
        string[] modules = ["tests", "Analyzers.Tests", "Conversion", "Modules"];
        string[] sources = [.. Sources("samples", "Migration"), .. Sources(modules), .. Sources([.. modules, "Rare"])];
        await AddAsync(consumer, sources);
        consumer.Write("Directory.Build.targets", $"""
            <Project>
              <ItemGroup>
                <Reference Include="{typeof(Assert).Assembly.Location}" />
              </ItemGroup>
            </Project>
            """);

        // Hand-written, it has what the rules warn of.
        (await consumer.DotnetAsync("build", "-p:TreatWarningsAsErrors=false")).ShouldSucceed();
        ProcessResult saved = await RunAsync(consumer);
        string before = Path.Combine(consumer.Folder, "Before.dll");
        File.Copy(Directory.EnumerateFiles(Path.Combine(consumer.Folder, "bin"), "Consumer.dll", SearchOption.AllDirectories).Single(), before);

        (await consumer.DotnetAsync(s_command)).ShouldSucceed();
        Dictionary<string, string> converted = Read(consumer);
        Assert.True(converted.Values.Sum(static text => Count(text, "[Module]")) >= 40);
        Assert.All(Sources("samples", "Migration"), source => AssertConverted(converted[NameOf(source)]));

        await AddAsync(consumer, [.. Sources("tests", "Package.Tests", "SideBySide"), BeforeAndAfter]);
        ProcessResult build = await consumer.DotnetAsync("build");
        build.ShouldSucceed();
        Assert.DoesNotContain("TSG", build.Output, StringComparison.Ordinal);
        ProcessResult loaded = await RunAsync(consumer);
        Assert.Equal(saved.Lines.Select(NewKey).Order(StringComparer.Ordinal), loaded.Lines.Order(StringComparer.Ordinal));

        ProcessResult compared = await consumer.DotnetAsync("run", "--no-build", "--", "--beside", before);
        string[] ran = [.. compared.ShouldSucceed().Lines.Where(static line => line.StartsWith("ran ", StringComparison.Ordinal)).Distinct()];
        Assert.True(ran.Length >= 40, string.Join(Environment.NewLine, ran));

        (await consumer.DotnetAsync(s_command)).ShouldSucceed();
        Dictionary<string, string> again = Read(consumer);
        Assert.All(converted, file => Assert.Equal(file.Value, again[file.Key]));
    }

    /// <summary>
    /// Each file is compiled twice; where the older framework has the C# of its time, only what it does not compile can be generated.
    /// </summary>
    [Theory]
    [InlineData("<LangVersion>13</LangVersion>", "public partial class Net", "public partial class Newer")]
    [InlineData("", "public class Net", "public partial class Newer")]
    public async Task What_two_target_frameworks_compile_is_converted_for_both(string language, params string[] classes)
    {
        using ConsumerProject consumer = new(
            package, $"<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks> <Nullable>disable</Nullable> {language}");
        consumer.Write("Net.cs", """
            using TorchSharp;
            using TorchSharp.Modules;

            public class Net : torch.nn.Module
            {
                private readonly Linear first = torch.nn.Linear(1, 1);

                public Net() : base("net")
                {
                    RegisterComponents();
                }
            }

            #if NET
            public class Newer : torch.nn.Module
            {
                private readonly Linear first = torch.nn.Linear(1, 1);

                public Newer() : base("newer")
                {
                    RegisterComponents();
                }
            }
            #endif
            """);
        (await consumer.DotnetAsync("restore")).ShouldSucceed();

        ProcessResult format = await consumer.DotnetAsync(s_command);

        string text = Read(consumer)["Net.cs"];
        Assert.All(classes, head => Assert.True(Count(text, head + " ") == 1, format.Output + text));
        (await consumer.DotnetAsync("build", "--no-restore")).ShouldSucceed();
    }

    private static async Task AddAsync(ConsumerProject consumer, IEnumerable<string> sources)
    {
        foreach (string source in sources)
        {
            consumer.Write(NameOf(source), await File.ReadAllTextAsync(source, TestContext.Current.CancellationToken));
        }
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
