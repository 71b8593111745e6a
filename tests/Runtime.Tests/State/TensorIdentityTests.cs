using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.State;

public partial class TensorIdentityTests
{
    /// <summary>Embedding.weight gives a new object each time: two Parameter objects stand for the tied tensor.</summary>
    [Module]
    internal sealed partial class Tied : Module<Tensor, Tensor>
    {
        public readonly Embedding Tokens = Embedding(5, 3);
        public readonly Linear Head = Linear(3, 5, hasBias: false);

        public Tied()
            : base(nameof(Tied)) => Head.weight = Tokens.weight!;

        public override Tensor forward(Tensor x) => Head.call(Tokens.call(x));
    }

    [Fact]
    public void An_optimizer_steps_a_tied_tensor_once()
    {
        using var module = new Tied();
        using Tensor before = module.Head.weight.detach().clone();
        using optim.Optimizer optimizer = optim.SGD(module.parameters(), learningRate: 0.1);

        module.call(tensor(new[] { 1L, 2L })).sum().backward();
        using Tensor expected = before - (0.1 * module.Head.weight.grad!);
        optimizer.step();

        Assert.True(module.Head.weight.allclose(expected));
    }

    [Fact]
    public void Two_objects_of_one_tensor_stay_tied_when_they_move()
    {
        using var module = new Tied();

        module.to(ScalarType.Float64);
        using (no_grad())
        {
            module.Tokens.weight!.fill_(7);
        }

        Assert.Equal(ScalarType.Float64, module.Head.weight.dtype);
        Assert.Equal(7, module.Head.weight.mean().item<double>());
    }

    [Fact]
    public void Tensors_that_share_memory_are_still_two_parameters()
    {
        using var module = new Tied();
        using Tensor view = module.Tokens.weight!.detach();
        module.Head.weight = new Parameter(view);

        Assert.Equal(2, module.parameters().Count());
    }
}
