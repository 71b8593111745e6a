namespace TorchSharp.Generators.Analyzers.Tests.Conversion;

/// <summary>
/// Code around a class that draws its weights in the order of the registry. Generated code goes by the declarations, base class first:
/// where that is another order, the same seed would give others.
/// </summary>
public class DrawnInOrderTests
{
    private const string Other = "Linear b = Linear(2, 2), a = Linear(2, 2); public Part() : base(\"part\") { register_module(\"a\", a); register_module(\"b\", b); }";
    private const string Same = "Linear b = Linear(2, 2), a = Linear(2, 2); public Part() : base(\"part\") { register_module(\"b\", b); register_module(\"a\", a); }";
    private const string Blocks = "Linear a = Linear(2, 2); public Part() : base(\"part\") { register_module($\"b{1}{part}\", Linear(2, 2)); register_module(\"a\", a); } static int part = 2;";
    private const string Weights = "Parameter b = Parameter(ones(2)), a = Parameter(ones(2)); public Part() : base(\"part\") { register_parameter(\"a\", a); RegisterComponents(); }";
    private const string Derived = "Linear a = Linear(2, 2); public Part() { RegisterComponents(); }";

    private const string Apply = "apply(Draw); } static void Draw(nn.Module m) { if (m is Linear l) { init.uniform_(l.weight); }";
    private const string Lambda = "apply(m => { if (m is Linear l) { init.normal_(l.weight); } });";
    private const string Loop = "foreach (var (_, weight) in named_parameters()) { init.uniform_(weight); }";
    private const string Zeros = "foreach (var (_, weight) in named_parameters()) { init.zeros_(weight); }";

    [Theory]
    [InlineData("apply", Other, Apply)]
    [InlineData("a lambda", Other, Lambda)]
    [InlineData("a loop", Other, Loop)]
    [InlineData("after a computed key", Blocks, Apply)]
    [InlineData("parameters", Weights, Loop)]
    [InlineData("a hierarchy", Derived, Apply, "Base")]
    public void Is_left_alone_where_the_order_is_another(string how, string part, string draw, string over = "Module<Tensor, Tensor>")
    {
        ConvertedSource source = Convert(how, part, draw, over);

        Assert.Contains("Part", source.Left);
        source.ForEach(BeforeAndAfter.HaveTheSameState);
    }

    [Theory]
    [InlineData("the same order", Same, Apply)]
    [InlineData("nothing drawn", Other, Zeros)]
    public void Is_converted_where_the_numbers_stay(string how, string part, string draw, string over = "Module<Tensor, Tensor>")
    {
        ConvertedSource source = Convert(how, part, draw, over);

        Assert.Empty(source.Left);
        source.ForEach(BeforeAndAfter.HaveTheSameState);
        source.ForEach(BeforeAndAfter.MoveTheSame);
    }

    private static ConvertedSource Convert(string name, string part, string draw, string over) =>
        new(
            "Drawn_" + name.Replace(' ', '_'),
            $$"""
            using System;
            using System.Collections.Generic;
            using TorchSharp;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            public static class Cases
            {
                public static IEnumerable<(Func<Module<Tensor, Tensor>>, Func<Tensor>)> All => [(() => new Net(), () => randn(3, 2))];
            }
            {{(over == "Base" ? "public abstract class Base : Module<Tensor, Tensor> { protected Linear z = Linear(2, 2); protected Base() : base(\"base\") { } }" : "")}}
            public class Part : {{over}}
            {
                {{part}}
                public override Tensor forward(Tensor x) => x;
            }

            public class Net : Module<Tensor, Tensor>
            {
                private readonly Part part;

                public Net() : base("net")
                {
                    part = new Part();
                    RegisterComponents();
                    {{draw}}
                }

                public override Tensor forward(Tensor x) => part.call(x);
            }
            """);
}
