using TorchSharp.Generators.Generator.Tests.Harness;

namespace TorchSharp.Generators.Generator.Tests.Shapes;

/// <summary>What the attribute of a member says reaches the visitor, however the member holds its value.</summary>
public class OptionShapeTests
{
    public static TheoryData<string> Forms { get; } =
    [
        "Tensor? m;",
        "volatile Tensor? m;",
        "Tensor? m { get; set; }",
        "partial Tensor? m { get; set; }",
        "virtual Tensor? m { get; set; }",
        "Tensor[]? m;",
        "List<Tensor?>? m { get; }",
        "Dictionary<ulong, Tensor>? m;",
        "Dictionary<DayOfWeek, Tensor[]>? m;",
        "List<Dictionary<string, Tensor>>? m { get; set; }",
        "Tensor[][][]? m;",
        "Dictionary<int, List<Tensor?[]>>? m;",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Options_of_a_buffer_reach_the_visitor(string form)
    {
        string text = Generate($"[Buffer(Persistent = false, KeepDtype = true, Aliases = new[] {{ \"old\", \"older\" }})] public {form}");

        Assert.Contains("persistent: false, keepDtype: true)", text, StringComparison.Ordinal);
        Assert.Contains("visitor.Alias(\"m\", \"old\");", text, StringComparison.Ordinal);
        Assert.Contains("visitor.Alias(\"m\", \"older\");", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void One_option_of_a_buffer_comes_alone(string form)
    {
        Assert.DoesNotContain("keepDtype: ", Generate($"[Buffer(Persistent = false)] public {form}"), StringComparison.Ordinal);
        Assert.DoesNotContain("persistent: ", Generate($"[Buffer(KeepDtype = true)] public {form}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Parameter", "Parameter?")]
    [InlineData("Parameter", "Parameter[]?")]
    [InlineData("Parameter", "List<Dictionary<sbyte, Parameter>>?")]
    [InlineData("Submodule", "Linear?")]
    [InlineData("Submodule", "IModule<Tensor, Tensor>?")]
    [InlineData("Submodule", "IReadOnlyList<Linear>?")]
    [InlineData("Submodule", "Dictionary<string, Linear[]>?")]
    public void Aliases_of_any_member_reach_the_visitor(string attribute, string type)
    {
        foreach (string form in (string[])["m;", "m { get; set; }"])
        {
            Assert.Contains(
                "visitor.Alias(\"key\", \"old\");",
                Generate($"[{attribute}(\"key\", Aliases = new[] {{ \"old\" }})] public {type} {form}"),
                StringComparison.Ordinal);
        }
    }

    /// <summary>Two methods of a name are told apart by what is nearest to the buffer.</summary>
    [Theory]
    [InlineData("private Tensor Build(Device device) => ones(1, device: device);", "Build(device)")]
    [InlineData("private Tensor Build(long size) => ones(size);", "Build()")]
    [InlineData("", "Build()")]
    public void Recipe_of_the_class_goes_before_one_of_its_base(string own, string call) =>
        Assert.Contains(
            $"((global::Held)module).{call}",
            Generate($"[Buffer(Init = \"Build\")] public Tensor? m; {own}"),
            StringComparison.Ordinal);

    /// <summary>Where a derived class may hold the value in its place the property is asked, and else the field behind it.</summary>
    [Theory]
    [InlineData("", "public partial", false)]
    [InlineData("", "public virtual partial", true)]
    [InlineData("", "public override partial", true)]
    [InlineData("", "public sealed override partial", false)]
    [InlineData("sealed ", "public override partial", false)]
    public void Partial_property_is_read_where_its_value_is(string sealing, string modifiers, bool isAsked)
    {
        string member = modifiers.Contains("override", StringComparison.Ordinal) ? "Mask" : "Own";

        Assert.Equal(
            isAsked,
            Generate($"[Buffer] {modifiers} Tensor? {member} {{ get; set; }}", sealing)
                .Contains($"if ({member} is var", StringComparison.Ordinal));
    }

    private static string Generate(string members, string modifiers = "") =>
        Host.Default.Generate(
            $$"""
            using System;
            using System.Collections.Generic;
            using TorchSharp;
            using TorchSharp.Generators;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            public class Base() : Module("base") { protected Tensor Build() => ones(1); public virtual Tensor? Mask { get; set; } }
            public {{modifiers}}partial class Held : Base { {{members}} }
            """).CompilesClean().Text;
}
