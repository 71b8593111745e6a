namespace TorchSharp.Generators.Analyzers.Tests.Conversion;

/// <summary>
/// TorchSharp never asks what is in a <c>Sequential</c> to register its components, and a <c>ModuleList</c> or <c>ModuleDict</c> goes on
/// with what it had at registration. Generated code looks, and would have keys that no old file has.
/// </summary>
public class KeysOfElementsTests
{
    private const string Silent = "Linear fc = Linear(2, 2); public Block() : base(\"block\") { }";

    [Theory]
    [InlineData("at hand", "Sequential layers = Sequential((\"a\", new Block()));")]
    [InlineData("from a list", "Sequential layers; void Make() { var all = new List<Module<Tensor, Tensor>>(); all.Add(new Block()); layers = Sequential(all); }")]
    [InlineData("from a query", "Sequential layers = Sequential(Enumerable.Range(0, 2).Select(i => ($\"a{i}\", (Module<Tensor, Tensor>)new Block())));")]
    [InlineData("from a factory", "Sequential layers = Sequential((\"a\", New())); static Module<Tensor, Tensor> New() => new Block();")]
    [InlineData("appended", "Sequential layers = Sequential(); void Make() { layers.append(\"a\", new Block()); }")]
    [InlineData("in a class over it", "sealed class Chain() : Sequential((\"a\", new Block())); Sequential layers = new Chain();")]
    [InlineData("in a list of them", "ModuleList<Sequential> layers = ModuleList(Sequential((\"a\", new Block())));", "layers[0]")]
    public void A_module_that_leaves_registration_to_its_parent_stays_as_it_is_in_a_Sequential(
        string how, string members, string run = "layers")
    {
        ConvertedSource source = Convert(how, Silent, members, run);

        // A class that only hands layers to its base has no state to convert.
        Assert.Equal("Block", Assert.Single(source.Left, static name => name != "Chain"));
        source.ForEach(BeforeAndAfter.HaveTheSameState);
        source.ForEach(BeforeAndAfter.MoveTheSame);
    }

    [Theory]
    [InlineData("in a ModuleList", Silent, "ModuleList<Block> layers = ModuleList(new Block());", "layers[0]")]
    [InlineData("in a ModuleDict", Silent, "ModuleDict<Block> layers = ModuleDict((\"a\", new Block()));", "layers[\"a\"]")]
    [InlineData("held besides", Silent, "Block first = new(); Sequential layers; void Make() { layers = Sequential((\"a\", first)); }")]
    [InlineData(
        "that registers",
        "Linear fc = Linear(2, 2); public Block() : base(\"block\") { RegisterComponents(); }",
        "Sequential layers = Sequential((\"a\", new Block()));")]
    [InlineData("filled before", Silent, "ModuleList<Block> layers = new(); void Make() { layers.Add(new Block()); layers[0] = new Block(); }", "layers[0]")]
    [InlineData("appended to a Sequential", Silent, "Block first = new(); Sequential layers = Sequential(); void Late() { layers.append(first); }")]
    public void Others_are_converted(string how, string block, string members, string run = "layers")
    {
        ConvertedSource source = Convert("others " + how, block, members, run);

        Assert.Empty(source.Left);
        source.ForEach(BeforeAndAfter.HaveTheSameState);
        source.ForEach(BeforeAndAfter.ReadTheSameFile);
        source.ForEach(BeforeAndAfter.MoveTheSame);
    }

    [Theory]
    [InlineData("added", "ModuleList<Block> layers = new(); void Late() { layers.Add(new Block()); }")]
    [InlineData("replaced", "ModuleList<Block> layers = ModuleList(new Block()); void Late() { layers[0] = new Block(); }")]
    [InlineData("inserted", "ModuleList<Block> layers = ModuleList(new Block()); void Late() { layers.Insert(0, new Block()); }")]
    [InlineData("taken out", "ModuleList<Block> layers = ModuleList(new Block(), new Block()); void Late() { layers.RemoveAt(1); }")]
    [InlineData("in a dictionary", "ModuleDict<Block> layers = new(); void Late() { layers.Add((\"a\", new Block())); }", "layers[\"a\"]")]
    [InlineData("while it runs", "ModuleList<Block> layers = ModuleList(new Block()); public void Grow() { layers.Add(new Block()); } void Late() { }")]
    public void A_module_whose_list_changes_once_it_is_registered_stays_as_it_is(string how, string members, string run = "layers[0]") =>
        Assert.Equal("Net", Assert.Single(Convert(how, Silent, members, run).Left));

    private static ConvertedSource Convert(string name, string block, string members, string run) =>
        new(
            "Elements_" + name.Replace(' ', '_'),
            $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using TorchSharp;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            public static class Cases
            {
                public static IEnumerable<(Func<Module<Tensor, Tensor>>, Func<Tensor>)> All => [(() => new Net(), () => randn(3, 2))];
            }

            public class Block : Module<Tensor, Tensor>
            {
                {{block}}
                public override Tensor forward(Tensor x) => fc.call(x);
            }

            public class Net : Module<Tensor, Tensor>
            {
                {{members}}

                public Net() : base("net")
                {
                    {{(members.Contains("void Make()", StringComparison.Ordinal) ? "Make();" : "")}}
                    RegisterComponents();
                    {{(members.Contains("void Late()", StringComparison.Ordinal) ? "Late();" : "")}}
                }

                public override Tensor forward(Tensor x) => {{run}}.call(x);
            }
            """);
}
