using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Sharing;

/// <summary>S6: an optimizer sees a tied parameter once.</summary>
public partial class TiedTrainingTests
{
    private sealed class HandWritten : Module
    {
        public readonly Embedding Tokens = Embedding(2, 2);
        public readonly Linear Head = Linear(2, 2, hasBias: false);

        public HandWritten()
            : base(nameof(HandWritten))
        {
            Head.weight = Tokens.weight!;
            RegisterComponents();
        }
    }

    [Module]
    internal sealed partial class Generated : Module
    {
        public readonly Embedding Tokens = Embedding(2, 2);
        public readonly Linear Head = Linear(2, 2, hasBias: false);

        public Generated()
            : base(nameof(Generated)) => Head.weight = Tokens.weight!;
    }

    [Fact]
    public void A_step_updates_a_tied_embedding_once_T67_T97()
    {
        using var handWritten = new HandWritten();
        Assert.Equal(2, handWritten.parameters().Count());
        Assert.Equal(0.2, Update(handWritten, handWritten.Head.weight), 1e-6);
        handWritten.to(ScalarType.Float64);
        Assert.NotSame(handWritten.Head.weight, handWritten.Tokens.weight);
        using (no_grad())
        {
            handWritten.Head.weight.fill_(3);
        }

        Assert.Equal(3, handWritten.Tokens.weight!.mean().item<double>());

        using var generated = new Generated();
        Assert.Equal(0.1, Update(generated, generated.Head.weight), 1e-6);
        Assert.Equal(["Tokens.weight", "Head.weight"], generated.state_dict().Keys);
    }

    /// <summary>How far SGD with a learning rate of 0.1 moves a weight whose gradient is 1.</summary>
    private static double Update(Module module, Parameter weight)
    {
        using optim.Optimizer optimizer = optim.SGD(module.parameters(), 0.1);
        float before = weight[0, 0].item<float>();
        weight.sum().backward();
        optimizer.step();
        return before - weight[0, 0].item<float>();
    }
}
