using TorchSharp.Generators.Generator.Tests.Harness;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Generator.Tests.Registration;

public class StateNamingTests
{
    [Theory]
    [InlineData("WQuery", "w_query")]
    [InlineData("_wQuery", "w_query")]
    [InlineData("wQuery", "w_query")]
    [InlineData("W_query", "w_query")]
    [InlineData("W_Query", "w_query")]
    [InlineData("w_query", "w_query")]
    [InlineData("W", "w")]
    [InlineData("WQ", "wq")]
    [InlineData("mask", "mask")]
    [InlineData("CausalMask", "causal_mask")]
    [InlineData("HTTPHead", "http_head")]
    [InlineData("headHTTP", "head_http")]
    [InlineData("Conv2d", "conv2d")]
    [InlineData("conv2D", "conv2_d")]
    [InlineData("fc1", "fc1")]
    [InlineData("Fc1Weight", "fc1_weight")]
    [InlineData("layer1Norm2", "layer1_norm2")]
    [InlineData("__privateThing", "private_thing")]
    [InlineData("trailing_", "trailing_")]
    [InlineData("_", "_")]
    [InlineData("__", "__")]
    [InlineData("_1", "1")]
    [InlineData("ÄußereSchicht", "äußere_schicht")]
    [InlineData("Input", "input")]
    public void Snake_case_is_that_of_Python(string name, string key) => Assert.Equal(key, StateNaming.ToSnakeCaseLower(name));

    [Theory]
    [InlineData("", "", "RowMask", "RowMask")]
    [InlineData("", "[StateNaming(StateNamingPolicy.SnakeCaseLower)]", "RowMask", "row_mask")]
    [InlineData("[assembly: StateNaming(StateNamingPolicy.SnakeCaseLower)]", "", "RowMask", "row_mask")]
    [InlineData(
        "[assembly: StateNaming(StateNamingPolicy.SnakeCaseLower)]", "[StateNaming(StateNamingPolicy.Verbatim)]", "RowMask", "RowMask")]
    [InlineData(
        "[assembly: StateNaming(StateNamingPolicy.Verbatim)]", "[StateNaming(StateNamingPolicy.SnakeCaseLower)]", "RowMask", "row_mask")]
    public void Policy_of_the_class_wins_over_that_of_the_assembly(string assembly, string type, string member, string key) =>
        Assert.Equal(key, KeyOf(assembly, type, $"[Buffer] public Tensor? {member};"));

    [Theory]
    [InlineData("""[Buffer("Explicit")] public Tensor? RowMask;""", "Explicit")]
    [InlineData("""[Buffer, ComponentName(Name = "Component")] public Tensor? RowMask;""", "Component")]
    [InlineData("""[Buffer("Same"), ComponentName(Name = "Same")] public Tensor? RowMask;""", "Same")]
    [InlineData("""[Buffer] [field: ComponentName(Name = "Component")] public Tensor? RowMask { get; set; }""", "Component")]
    [InlineData("""[Buffer(Persistent = false)] public Tensor? RowMask;""", "row_mask")]
    [InlineData("""[Buffer] public Tensor? RowMask { get; set; }""", "row_mask")]
    [InlineData("""[Buffer] public partial Tensor? RowMask { get; set; }""", "row_mask")]
    public void Explicit_key_wins_over_ComponentName_over_the_policy(string member, string key) =>
        Assert.Equal(key, KeyOf("", "[StateNaming(StateNamingPolicy.SnakeCaseLower)]", member));

    [Fact]
    public void Policy_of_a_base_class_is_not_inherited()
    {
        Generated generated = Host.Default.Generate(
            """
            using TorchSharp;
            using TorchSharp.Generators;
            using static TorchSharp.torch;

            [StateNaming(StateNamingPolicy.SnakeCaseLower)]
            public partial class Parent() : nn.Module("parent") { [Buffer] public Tensor? RowMask; }

            public partial class Child : Parent { [Buffer] public Tensor? ColumnMask; }
            """).CompilesClean();

        Assert.Equal(
            ["ColumnMask", "row_mask"],
            generated.Files.Select(static file => Key(file.SourceText.ToString())).Order(StringComparer.Ordinal));
    }

    private static string KeyOf(string assembly, string type, string member) =>
        Key(Host.Default.Generate(
            $$"""
            using TorchSharp;
            using TorchSharp.Generators;
            using TorchSharp.Utils;
            using static TorchSharp.torch;

            {{assembly}}

            {{type}}
            public partial class Keyed() : nn.Module("keyed") { {{member}} }
            """).CompilesClean().Text);

    private static string Key(string text) => text.Split("visitor.Buffer(\"")[1].Split('"')[0];
}
