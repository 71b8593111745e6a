namespace TorchSharp.Generators.Analyzers.Tests.Conversion;

/// <summary>
/// TorchSharp loads for a hand-written module, and knows no alias of what it holds: a file that the tree saved before loads through
/// the parent that stays.
/// </summary>
public class OldKeysTests
{
    private const string Old = "[Submodule(\"<Fc>k__BackingField\")] public Linear Fc { get; }";
    private const string New = "[Submodule(Aliases = new[] { \"<Fc>k__BackingField\" })] public Linear Fc { get; }";

    /// <summary>Its key is computed for a member, so it cannot be declared.</summary>
    private const string Stays =
        """
        public class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> head;

            public Net(MODULE, int number = 1) : base("net")
            {
                head = VALUE;
                register_module($"head_{number}", head);
            }

            public override Tensor forward(Tensor x) => head.call(x);
        }
        """;

    private const string Between =
        """
        public class Middle : Module<Tensor, Tensor>
        {
            private readonly Head head = new();

            public Middle() : base("middle") { RegisterComponents(); }

            public override Tensor forward(Tensor x) => head.call(x);
        }
        """;

    [Theory]
    [InlineData("made by the parent", "", "new Head()", "new Net(0)")]
    [InlineData("two levels below", Between, "new Middle()", "new Net(0)")]
    [InlineData("made for it", "", null, "new Net(new Head())")]
    [InlineData("made by a factory", "static class Heads { public static Module<Tensor, Tensor> Make() => new Head(); }", "Heads.Make()", "new Net(0)")]
    [InlineData(
        "made by a table of factories",
        "static class Heads { static readonly Dictionary<string, Func<Module<Tensor, Tensor>>> s_all = new() { [\"head\"] = () => new Head() }; public static Module<Tensor, Tensor> Make(string name) => s_all[name](); }",
        "Heads.Make(\"head\")",
        "new Net(0)")]
    [InlineData("in a container of TorchSharp", "", null, "Sequential((\"a\", new Head()), (\"b\", ReLU()))")]
    [InlineData("of a derived class", "public class Tail : Head { public override Tensor forward(Tensor x) => -Fc.call(x); }", "new Tail()", "new Net(0)")]
    public void A_parent_that_stays_reads_what_it_saved(string how, string others, string? made, string root)
    {
        ConvertedSource source = Convert(how, Stays, others, made, root);

        Assert.Contains("Head", source.Converted);
        Assert.Contains("Net", source.Left);
        Assert.Contains(Old, source.Text, StringComparison.Ordinal);
        source.ForEach(BeforeAndAfter.HaveTheSameState);
        source.ForEach(BeforeAndAfter.ReadTheSameFile);
    }

    [Theory]
    [InlineData("new Middle()")]
    [InlineData("new Head()")]
    public void A_parent_that_is_converted_knows_the_alias(string root)
    {
        ConvertedSource source = Convert("Converted" + root.Length, "", Between, null, root);

        Assert.Empty(source.Left);
        Assert.Contains(New, source.Text, StringComparison.Ordinal);
        source.ForEach(BeforeAndAfter.HaveTheSameState);
        source.ForEach(BeforeAndAfter.ReadTheSameFile);
    }

    private static ConvertedSource Convert(string name, string parent, string others, string? made, string root) =>
        new(
            "OldKeys_" + name.Replace(' ', '_'),
            $$"""
            using System;
            using System.Collections.Generic;
            using TorchSharp;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            public static class Cases
            {
                public static IEnumerable<(Func<Module<Tensor, Tensor>>, Func<Tensor>)> All => [(() => {{root}}, () => randn(3, 2))];
            }

            public class Head : Module<Tensor, Tensor>
            {
                public Linear Fc { get; }

                public Head() : base("head")
                {
                    Fc = Linear(2, 2);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => Fc.call(x);
            }

            {{parent.Replace("MODULE", made is null ? "Module<Tensor, Tensor> given" : "int _").Replace("VALUE", made ?? "given")}}
            {{others}}
            """);
}
