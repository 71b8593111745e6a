namespace TorchSharp.Generators.Analyzers.Tests.Conversion;

/// <summary>
/// Modules in the habits of people who come from PyTorch, written by hand, and converted: before and after, each is run on
/// TorchSharp.
/// </summary>
public class ConvertedModulesTests
{
    private static readonly Dictionary<string, Lazy<ConvertedSource>> s_sources = Directory
        .GetFiles(Path.Combine(AppContext.BaseDirectory, "Conversion", "Modules"), "*.cs", SearchOption.AllDirectories)
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
    public void Keys_values_and_results_stay(string file) => s_sources[file].Value.ForEach(BeforeAndAfter.HaveTheSameState);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_saved_before_loads_after(string file) => s_sources[file].Value.ForEach(BeforeAndAfter.ReadTheSameFile);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_move_leaves_every_dtype_as_it_did(string file) => s_sources[file].Value.ForEach(BeforeAndAfter.MoveTheSame);
}
