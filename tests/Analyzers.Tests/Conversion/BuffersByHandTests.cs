namespace TorchSharp.Generators.Analyzers.Tests.Conversion;

/// <summary>What <c>register_buffer</c> is given is a buffer, whatever it is; and the field has to hold that, or it is another tensor.</summary>
public class BuffersByHandTests
{
    [Theory]
    [InlineData("a value from outside", "public M(Tensor given) : base(\"m\") { register_buffer(\"mask\", given); }", "get_buffer(\"mask\")")]
    [InlineData("a field with it", "Tensor mask; public M(Tensor given) : base(\"m\") { mask = given; register_buffer(\"mask\", given); }")]
    [InlineData("another name", "Tensor _mask; public M(Tensor given) : base(\"m\") { _mask = given; register_buffer(\"mask\", given); }", "_mask")]
    [InlineData(
        "reflection after it",
        "Tensor mask; public M(Tensor given) : base(\"m\") { mask = given; register_buffer(\"mask\", mask); RegisterComponents(); }")]
    [InlineData(
        "not saved",
        "Tensor mask; public M(Tensor given) : base(\"m\") { mask = given; register_buffer(\"mask\", mask, persistent: false); }")]
    [InlineData(
        "a parameter that is not trained",
        "Tensor mask; public M(Tensor given) : base(\"m\") { mask = Parameter(given.detach().clone()); register_buffer(\"mask\", mask); }")]
    [InlineData(
        "an out argument",
        "Tensor mask; public M(Tensor given) : base(\"m\") { Make(out mask); register_buffer(\"mask\", mask); } static void Make(out Tensor made) => made = ones(2);")]
    [InlineData(
        "a local that was shaped before",
        "Tensor mask; public M(Tensor given) : base(\"m\") { var made = ones(2); made = made.view(1, 2); mask = made; register_buffer(\"mask\", made); }")]
    [InlineData(
        "registered before the field has it",
        "Tensor mask; public M(Tensor given) : base(\"m\") { var made = ones(2).view(1, 2); register_buffer(\"mask\", made); this.mask = made; RegisterComponents(); }")]
    public void Is_the_buffer_that_it_was(string what, string members, string read = "mask")
    {
        ConvertedSource source = Convert(what, members, read);

        Assert.Equal("M", Assert.Single(source.Converted));
        Assert.Contains("[Buffer", source.Text, StringComparison.Ordinal);
        source.ForEach(BeforeAndAfter.HaveTheSameState);
        source.ForEach(BeforeAndAfter.ReadTheSameFile);
        source.ForEach(BeforeAndAfter.MoveTheSame);
    }

    [Theory]
    [InlineData(
        "a local that goes on",
        "Tensor mask; public M(Tensor given) : base(\"m\") { var made = ones(2); mask = made; made = made * 2; register_buffer(\"mask\", made); }")]
    [InlineData(
        "a local that goes on before the field has it",
        "Tensor mask; public M(Tensor given) : base(\"m\") { var made = ones(2); register_buffer(\"mask\", made); made = made * 2; mask = made; }")]
    [InlineData(
        "a local that another method changes",
        "Tensor mask; public M(Tensor given) : base(\"m\") { var made = ones(2); mask = made; Change(ref made); register_buffer(\"mask\", made); } static void Change(ref Tensor made) => made = zeros(2);")]
    [InlineData(
        "a field that goes on",
        "Tensor mask; public M(Tensor given) : base(\"m\") { mask = given; mask = mask * 2; register_buffer(\"mask\", given); }")]
    [InlineData(
        "what may be a parameter of another name",
        "Tensor _mask; public M(Tensor given) : base(\"m\") { _mask = given; register_buffer(\"mask\", _mask); RegisterComponents(); }",
        "_mask")]
    [InlineData(
        "two constructors that differ in what is saved",
        "public M(Tensor given) : base(\"m\") { register_buffer(\"mask\", given); } public M() : base(\"m\") { register_buffer(\"mask\", ones(2), persistent: false); }",
        "get_buffer(\"mask\")")]
    [InlineData(
        "the tensor of another member",
        "Linear fc = Linear(2, 2); public M(Tensor given) : base(\"m\") { register_buffer(\"mask\", fc.weight); RegisterComponents(); }",
        "get_buffer(\"mask\")")]
    [InlineData(
        "what is made of another in place",
        "Linear fc = Linear(2, 2); public M(Tensor given) : base(\"m\") { register_buffer(\"mask\", fc.weight.zero_()); RegisterComponents(); }",
        "get_buffer(\"mask\")")]
    [InlineData(
        "a field of type Parameter",
        "Parameter mask; public M(Tensor given) : base(\"m\") { mask = Parameter(given.detach().clone()); register_buffer(\"mask\", mask); }")]
    public void Is_left_alone_where_no_declaration_says_it(string what, string members, string read = "mask") =>
        Assert.Equal("M", Assert.Single(Convert(what, members, read).Left));

    [Theory]
    [InlineData("", "TorchSharp.torch.Tensor")]
    [InlineData("using TorchSharp;", "torch.Tensor")]
    [InlineData("using Tensor = TorchSharp.torch.Tensor;", "Tensor")]
    public void Is_named_no_longer_than_it_has_to(string directive, string name)
    {
        ConvertedSource source = new(
            "ByHand_" + name.Replace('.', '_'),
            directive + """

            public static class Cases
            {
                public static object All => new (System.Func<TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>>, System.Func<TorchSharp.torch.Tensor>)[0];
            }

            public class M : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>
            {
                public M() : base("m") { register_buffer("mask", TorchSharp.torch.ones(2)); }
                public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor x) => x * get_buffer("mask");
            }
            """);

        Assert.Contains($"[Buffer] private {name} mask;", source.Text, StringComparison.Ordinal);
    }

    private static ConvertedSource Convert(string what, string members, string read) =>
        new(
            "ByHand_" + what.Replace(' ', '_'),
            $$"""
            using System;
            using System.Collections.Generic;
            using TorchSharp;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            public static class Cases
            {
                public static IEnumerable<(Func<Module<Tensor, Tensor>>, Func<Tensor>)> All =>
                [
                    (() => new M(ones(2)), () => randn(3, 2)),
                    (() => new M(Parameter(ones(2))), () => randn(3, 2)),
                ];
            }

            public class M : Module<Tensor, Tensor>
            {
                {{members}}
                public override Tensor forward(Tensor x) => x * {{read}};
            }
            """);
}
