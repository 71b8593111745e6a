using TorchSharp.Generators.Generator.Tests.Harness;

namespace TorchSharp.Generators.Generator.Tests.Snapshots;

/// <summary>Generated code is read in a debugger and on the way of an error: whole lines are to be seen, as in code by hand.</summary>
public class LineLengthTests
{
    private const int Columns = 140;

    /// <summary>What the SDK writes for ImplicitUsings, as far as the samples need it.</summary>
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        """;

    [Fact]
    public void Line_of_a_snapshot_fits()
    {
        string[] snapshots = Directory.GetFiles(PathOf("tests/Generator.Tests/Snapshots"), "*.verified.cs");

        Assert.NotEmpty(snapshots);
        AssertFits(snapshots.SelectMany(static path => TooLong(Path.GetFileName(path), File.ReadAllText(path))));
    }

    [Theory]
    [InlineData("CausalAttention")]
    [InlineData("MiniGpt")]
    public void Line_of_a_sample_fits(string sample)
    {
        IEnumerable<string> sources = Directory.GetFiles(PathOf($"samples/{sample}"), "*.cs", SearchOption.AllDirectories)
            .Where(static path => !path.Split(Path.DirectorySeparatorChar).Any(static folder => folder is "bin" or "obj"))
            .Select(File.ReadAllText);

        AssertFits(Host.Default.Generate([ImplicitUsings, .. sources]));
    }

    /// <summary>Snapshots leave the overrides out where they are indented, and their names are short.</summary>
    [Theory]
    [InlineData("Module<Tensor, Tensor>(\"attention\")")]
    [InlineData("Sequential(System.Array.Empty<(string, Module<Tensor, Tensor>)>())")]
    public void Line_of_a_nested_class_with_long_names_fits(string parent)
    {
        Generated generated = Host.Default.Generate(
            $$"""
            using System.Collections.Generic;
            using TorchSharp;
            using TorchSharp.Generators;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            namespace Contoso.Vision.Transformers;

            public static partial class DecoderLayers
            {
                public abstract partial class CausalSelfAttention() : {{parent}}
                {
                    [Buffer(Persistent = false, KeepDtype = true, Init = nameof(BuildRotaryTable))]
                    private Tensor rotary_table_of_positions = ones(1);

                    [Buffer(Persistent = false, KeepDtype = true, Aliases = ["attention_mask_of_decoder"])]
                    public Tensor AttentionMaskOfLayer { get; set; } = ones(1);

                    [Buffer(Persistent = false, KeepDtype = true)]
                    private readonly Dictionary<string, List<Tensor>> caches_of_keys_and_values = [];

                    [Parameter("relative_position_bias")]
                    public partial Parameter? RelativePositionBias { get; set; }

                    private Tensor BuildRotaryTable(Device device) => rotary_table_of_positions.to(device);
                }
            }
            """);

        generated.CompilesClean();
        AssertFits(generated);
    }

    private static void AssertFits(Generated generated)
    {
        Assert.NotEmpty(generated.Files);
        AssertFits(generated.Files.SelectMany(static file => TooLong(file.HintName, file.SourceText.ToString())));
    }

    private static void AssertFits(IEnumerable<string> tooLong) => Assert.True(!tooLong.Any(), string.Join("\n", tooLong));

    private static IEnumerable<string> TooLong(string name, string text) =>
        text.Split('\n').Where(static line => line.Length > Columns).Select(line => $"{name}: {line}");

    private static string PathOf(string folder)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Generators.sln")))
        {
            root = root.Parent;
        }

        return Path.Combine(root?.FullName ?? throw new DirectoryNotFoundException("No repository above the tests."), folder);
    }
}
