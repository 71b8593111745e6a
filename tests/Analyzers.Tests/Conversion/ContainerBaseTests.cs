namespace TorchSharp.Generators.Analyzers.Tests.Conversion;

/// <summary>
/// A class over a container of TorchSharp's, whose registration is that of its elements: the state of the class is in no file, and would
/// have keys if it were generated.
/// </summary>
public class ContainerBaseTests
{
    [Theory]
    [InlineData("ParameterList", "Add(Parameter(ones(2)));", "0")]
    [InlineData("ParameterDict", "Add(\"a\", Parameter(ones(2)));", "a")]
    [InlineData("ModuleList<Linear>", "Add(Linear(2, 2, false));", "0.weight")]
    [InlineData("ModuleDict<Linear>", "Add(\"a\", Linear(2, 2, false));", "a.weight")]
    public void Keeps_its_own_state_out_of_the_files(string stock, string element, string key)
    {
        ConvertedSource source = new(
            "Over_" + stock.Split('<')[0],
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

            public class Elements : {{stock}}
            {
                public readonly Tensor bias;

                public Elements()
                {
                    {{element}}
                    bias = ones(2);
                    RegisterComponents();
                }
            }

            public class Net : Module<Tensor, Tensor>
            {
                private readonly Elements elements = new();
                public Net() : base("net") => RegisterComponents();
                public override Tensor forward(Tensor x) => x + elements.bias;
            }
            """);

        Assert.Equal(["Elements"], source.Left);
        Assert.Equal(["Net"], source.Converted);
        source.ForEach((before, after, input) =>
        {
            using torch.nn.Module old = before();
            Assert.Equal(["elements." + key], old.state_dict().Keys);
            BeforeAndAfter.HaveTheSameState(before, after, input);
            BeforeAndAfter.ReadTheSameFile(before, after, input);
        });
    }
}
