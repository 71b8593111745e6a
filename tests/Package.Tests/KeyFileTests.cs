namespace TorchSharp.Generators.Package.Tests;

/// <summary>StateKeys.txt over two releases of a library for two frameworks, by the command line alone.</summary>
public class KeyFileTests(PackedPackage package)
{
    private const string Frameworks =
        "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks> <LangVersion>13</LangVersion>";

    private const string Shipped =
        """
        MyApp.CausalAttention.W_query module TorchSharp.Modules.Linear
        MyApp.CausalAttention.mask buffer
        MyApp.Gpt.layers module System.Collections.Generic.List<MyApp.CausalAttention>

        """;

    [Fact]
    public async Task Keys_enter_an_empty_file_and_a_renamed_member_gets_an_alias()
    {
        using ConsumerProject consumer = new(package, Frameworks);
        consumer.Write("Gpt.cs", Source("mask"));
        consumer.Write("StateKeys.txt", "");
        (await consumer.DotnetAsync("restore")).ShouldSucceed();

        ProcessResult added = await FormatAsync(consumer, "TSG2002", "--severity", "info");
        Assert.DoesNotContain("Unable to fix", added.Output, StringComparison.Ordinal);
        Assert.True(Read(consumer, "StateKeys.txt") == Shipped, added.Output + Read(consumer, "StateKeys.txt"));
        (await consumer.DotnetAsync("build", "--no-restore")).ShouldSucceed();

        consumer.Write("Gpt.cs", Source("causal_mask"));
        ProcessResult gone = await consumer.DotnetAsync("build", "--no-restore");
        Assert.Contains(
            gone.Lines,
            static line =>
                line.Contains("Gpt.cs(10,29): error TSG2001: The state key 'mask' was shipped as 'buffer'", StringComparison.Ordinal));

        ProcessResult renamed = await FormatAsync(consumer, "TSG2001");
        Assert.True(
            Read(consumer, "Gpt.cs") == Source("causal_mask", "(Aliases = new[] { \"mask\" })"), renamed.Output + Read(consumer, "Gpt.cs"));
        Assert.Equal(Shipped, Read(consumer, "StateKeys.txt"));
        (await consumer.DotnetAsync("build", "--no-restore")).ShouldSucceed();
    }

    [Fact]
    public async Task File_beside_the_project_is_added_once()
    {
        using ConsumerProject consumer = new(package, Frameworks);
        (await consumer.DotnetAsync("restore")).ShouldSucceed();
        Assert.Equal(0, await CountAsync(consumer));

        consumer.Write("StateKeys.txt", "MyApp.Gpt.layers\n");
        Assert.Equal(1, await CountAsync(consumer));
        ProcessResult unreadable = await consumer.DotnetAsync("build", "--no-restore", "-p:TargetFramework=net10.0");
        Assert.Contains(
            unreadable.Lines,
            static line => line.Contains("StateKeys.txt(1,1): error TSG2003: Line 1 of StateKeys.txt", StringComparison.Ordinal));

        foreach (string named in (string[])["StateKeys.txt", "./StateKeys.txt", "$(MSBuildThisFileDirectory)StateKeys.txt"])
        {
            consumer.Write(
                "Directory.Build.props", $"<Project> <ItemGroup> <AdditionalFiles Include=\"{named}\" /> </ItemGroup> </Project>");
            Assert.Equal(1, await CountAsync(consumer));
        }
    }

    private static async Task<ProcessResult> FormatAsync(ConsumerProject consumer, string id, params string[] options) =>
        (await consumer.DotnetAsync(
            ["format", "analyzers", "--no-restore", "--diagnostics", id, .. options, "--verbosity", "normal"])).ShouldSucceed();

    private static async Task<int> CountAsync(ConsumerProject consumer)
    {
        ProcessResult items = await consumer.DotnetAsync("msbuild", "-getItem:AdditionalFiles", "-p:TargetFramework=net10.0");
        return items.ShouldSucceed().Lines
            .Count(static line => line.StartsWith("\"Identity\"", StringComparison.Ordinal)
                && line.Contains("StateKeys.txt", StringComparison.Ordinal));
    }

    private static string Read(ConsumerProject consumer, string file) => File.ReadAllText(Path.Combine(consumer.Folder, file));

    private static string Source(string name, string options = "") =>
        $$"""
        using System.Collections.Generic;
        using TorchSharp;
        using TorchSharp.Generators;
        using TorchSharp.Modules;
        using static TorchSharp.torch;

        namespace MyApp;

        [Module]
        public sealed partial class CausalAttention() : nn.Module<Tensor, Tensor>(nameof(CausalAttention))
        {
            private readonly Linear W_query = nn.Linear(2, 2);
            [Buffer{{options}}] private Tensor {{name}} = ones(2, 2);

            public override Tensor forward(Tensor x) => W_query.call(x) * {{name}};
        }

        [Module]
        public sealed partial class Gpt() : nn.Module<Tensor, Tensor>(nameof(Gpt))
        {
            [Submodule] private readonly List<CausalAttention> layers = [new(), new()];

            public override Tensor forward(Tensor x) => layers[1].call(layers[0].call(x));
        }

        """;
}
