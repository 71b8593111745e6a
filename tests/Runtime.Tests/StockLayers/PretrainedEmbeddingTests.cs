using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.StockLayers;

/// <summary>TorchSharp registers a copy of a pretrained weight. Below a generated module it is the one that forward uses.</summary>
public partial class PretrainedEmbeddingTests
{
    [Module]
    internal sealed partial class Words(bool freeze) : Module<Tensor, Tensor>(nameof(Words))
    {
        public readonly Embedding embedding = Embedding_from_pretrained(ones(3, 2), freeze);
        public readonly EmbeddingBag bag = EmbeddingBag_from_pretrained(ones(3, 2), freeze);
        public readonly ModuleList<Embedding> list = ModuleList(Embedding_from_pretrained(ones(3, 2), freeze));

        public override Tensor forward(Tensor x) => embedding.call(x) + bag.call(x) + list[0].call(x);
    }

    private static Tensor Indices => zeros(1, 1, dtype: ScalarType.Int64);

    [Fact]
    public void TorchSharp_registers_a_copy()
    {
        using Embedding embedding = Embedding_from_pretrained(ones(3, 2), freeze: true);
        using EmbeddingBag bag = EmbeddingBag_from_pretrained(ones(3, 2), freeze: true);

        AssertUsesAnother(embedding, indices => embedding.call(indices));
        AssertUsesAnother(bag, indices => bag.call(indices));
    }

    private static void AssertUsesAnother(Module layer, Func<Tensor, Tensor> forward)
    {
        Parameter registered = Assert.Single(layer.parameters());
        Assert.True(registered.requires_grad);
        using Tensor fives = full([3, 2], 5.0f);

        layer.load_state_dict(new() { ["weight"] = fives });
        Assert.Equal(5, layer.state_dict()["weight"].mean().item<float>());
        layer.to(ScalarType.Float64);

        using Tensor output = forward(Indices);
        Assert.Equal(ScalarType.Float32, output.dtype);
        Assert.Equal(1, output.mean().item<float>());
    }

    [Fact]
    public void What_is_loaded_and_moved_is_what_forward_uses()
    {
        using var words = new Words(freeze: true);
        using Tensor fives = full([3, 2], 5.0f);

        words.load_state_dict(new() { ["embedding.weight"] = fives, ["bag.weight"] = fives, ["list.0.weight"] = fives });
        words.to(ScalarType.Float64);

        using Tensor output = words.call(Indices);
        Assert.Equal(ScalarType.Float64, output.dtype);
        Assert.Equal(15, output[0, 0, 0].item<double>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_trained_is_what_is_saved(bool freeze)
    {
        using var words = new Words(freeze);
        Assert.All(words.parameters(), parameter => Assert.Equal(!freeze, parameter.requires_grad));
        if (freeze)
        {
            return;
        }

        using optim.Optimizer optimizer = optim.SGD(words.parameters(), learningRate: 1);
        words.call(Indices).sum().backward();
        optimizer.step();

        Assert.All(words.state_dict().Values, static weight => Assert.Equal(0, weight[0, 0].item<float>()));
    }

    [Fact]
    public void It_outlives_the_scope_that_it_is_built_in()
    {
        Words words;
        using (NewDisposeScope())
        {
            words = new Words(freeze: false);
        }

        using (words)
        {
            StateAssert.Keys(words, "embedding.weight", "bag.weight", "list.0.weight");
            using Tensor output = words.call(Indices);
            Assert.Equal(3, output[0, 0, 0].item<float>());
        }
    }
}
