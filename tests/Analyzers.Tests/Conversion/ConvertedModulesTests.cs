using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Analyzers.Tests.Conversion;

/// <summary>
/// Modules in the habits of people who come from PyTorch, written by hand, and converted: before and after, each is run on
/// TorchSharp.
/// </summary>
public partial class ConvertedModulesTests
{
    private static readonly Dictionary<string, Lazy<ConvertedSource>> s_sources = Directory
        .GetFiles(Path.Combine(AppContext.BaseDirectory, "Conversion", "Modules"), "*.cs")
        .ToDictionary(
            static file => Path.GetFileNameWithoutExtension(file),
            static file => new Lazy<ConvertedSource>(() => new ConvertedSource(file)));

    public static TheoryData<string> Files { get; } = [.. s_sources.Keys.Order()];

    [Fact]
    public void All_but_those_without_state_are_converted()
    {
        Assert.Equal<string>(["DropPath"], [.. s_sources.Values.SelectMany(static source => source.Value.Left)]);
        Assert.True(s_sources.Values.Sum(static source => source.Value.Converted.Length) >= 40);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_rule_warns_of_what_was_converted(string file) => Assert.Empty(s_sources[file].Value.Warnings);

    [Theory]
    [MemberData(nameof(Files))]
    public void Keys_values_and_results_stay(string file) => ForEach(file, (before, after, input) =>
    {
        using nn.Module<Tensor, Tensor> old = Seeded(before);
        using nn.Module<Tensor, Tensor> converted = Seeded(after);
        Dictionary<string, Tensor> expected = old.state_dict();
        Dictionary<string, Tensor> actual = converted.state_dict();
        Assert.Equal(expected.Keys.Select(NewKey).Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, entry => AssertSame(entry.Value, actual[NewKey(entry.Key)]));

        manual_seed(2);
        using Tensor x = input();
        AssertSame(Run(old, x), Run(converted, x));
    });

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_saved_before_loads_after(string file) => ForEach(file, (before, after, input) =>
    {
        using nn.Module<Tensor, Tensor> old = Seeded(before);
        using var saved = new MemoryStream();
        old.save(new BinaryWriter(saved));
        saved.Position = 0;

        using nn.Module<Tensor, Tensor> converted = Seeded(after, seed: 7);
        converted.load(new BinaryReader(saved));
        Dictionary<string, Tensor> actual = converted.state_dict();
        Assert.All(old.state_dict(), entry => AssertSame(entry.Value, actual[NewKey(entry.Key)]));
        using Tensor x = input();
        AssertSame(Run(old, x), Run(converted, x));
    });

    [Theory]
    [MemberData(nameof(Files))]
    public void A_move_leaves_every_dtype_as_it_did(string file) => ForEach(file, (before, after, _) =>
    {
        foreach (ScalarType dtype in new[] { float64, float16 })
        {
            using nn.Module<Tensor, Tensor> old = Seeded(before);
            using nn.Module<Tensor, Tensor> converted = Seeded(after);
            Dictionary<string, ScalarType> untouched = Dtypes(converted);
            converted.to(dtype);
            Dictionary<string, ScalarType> actual = Dtypes(converted);
            try
            {
                old.to(dtype);
            }
            catch (ArgumentException)
            {
                // TorchSharp looks up the two indexers of a ModuleDict by one name.
                continue;
            }

            Dictionary<string, ScalarType> expected = Dtypes(old);
            Assert.All(expected, entry => Assert.Equal(entry.Value, actual[NewKey(entry.Key)]));

            // TorchSharp does not list buffers that are not persistent, and leaves them alone.
            Assert.All(actual.Keys.Except(expected.Keys.Select(NewKey)), key => Assert.Equal(untouched[key], actual[key]));
        }
    });

    /// <summary>An auto-property's key was the compiler's name for the field behind it.</summary>
    private static string NewKey(string key) => BackingField().Replace(key, "$1");

    private static void ForEach(string file, Action<Func<nn.Module<Tensor, Tensor>>, Func<nn.Module<Tensor, Tensor>>, Func<Tensor>> test)
    {
        ConvertedSource source = s_sources[file].Value;
        foreach ((
            (Func<nn.Module<Tensor, Tensor>> before, Func<Tensor> input),
            (Func<nn.Module<Tensor, Tensor>> after, _)) in source.Before.Zip(source.After))
        {
            test(before, after, input);
        }
    }

    private static Dictionary<string, ScalarType> Dtypes(nn.Module module) =>
        module.named_buffers().Select(static entry => (entry.name, entry.buffer.dtype))
            .Concat(module.named_parameters().Select(static entry => (entry.name, entry.parameter.dtype)))
            .ToDictionary(static entry => entry.name, static entry => entry.dtype);

    private static nn.Module<Tensor, Tensor> Seeded(Func<nn.Module<Tensor, Tensor>> make, long seed = 1)
    {
        manual_seed(seed);
        return make();
    }

    private static Tensor Run(nn.Module<Tensor, Tensor> module, Tensor x)
    {
        manual_seed(3);
        return module.call(x);
    }

    private static void AssertSame(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(expected.contiguous().bytes.ToArray(), actual.contiguous().bytes.ToArray());
    }

    [GeneratedRegex("<(\\w+)>k__BackingField")]
    private static partial Regex BackingField();
}
