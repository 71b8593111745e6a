using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Transfer;

/// <summary>An optimizer that was built before a move goes on after it, as in PyTorch.</summary>
public class OptimizerTests
{
    public static TheoryData<string> Optimizers => ["SGD", "Adam", "AdamW", "RMSprop"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Steps_go_on_after_a_move(string name)
    {
        using var moved = new Leaf();
        using var reference = new Leaf();
        reference.to(ScalarType.Float64);
        using optim.Optimizer optimizer = Make(name, moved.parameters());
        using optim.Optimizer referenceOptimizer = Make(name, reference.parameters());

        Step(moved, optimizer, float32);
        Step(reference, referenceOptimizer, float64);
        moved.to(ScalarType.Float64);
        Step(moved, optimizer, float64);
        Step(reference, referenceOptimizer, float64);

        using Tensor difference = (moved.Weight - reference.Weight).abs().max();
        Assert.True(difference.item<double>() < 1e-5, $"{name} is off by {difference.item<double>()}");
    }

    [Fact]
    public void One_that_was_built_before_a_way_over_meta_steps_what_came_after_it()
    {
        using var leaf = new Leaf();
        using optim.Optimizer optimizer = optim.SGD(leaf.parameters(), 0.1);
        leaf.to(DeviceType.META);
        leaf.load_state_dict(new Leaf().state_dict(), assign: true);
        using Tensor before = leaf.Weight.detach().clone();

        Step(leaf, optimizer, ScalarType.Float32);

        using Tensor step = before - leaf.Weight;
        Assert.True(step.allclose(full_like(step, 0.1)));
    }

    [Fact]
    public void The_same_fails_in_TorchSharp_T31()
    {
        using var plain = nn.Linear(3, 2);
        using optim.Optimizer optimizer = optim.Adam(plain.parameters(), 0.1);
        plain.call(ones(1, 3)).sum().backward();
        optimizer.step();
        plain.to(ScalarType.Float64);
        plain.call(ones(1, 3, float64)).sum().backward();

        Assert.Throws<KeyNotFoundException>(() => optimizer.step());
    }

    private static optim.Optimizer Make(string name, IEnumerable<Parameter> parameters) =>
        name switch
        {
            "SGD" => optim.SGD(parameters, 0.1, momentum: 0.9),
            "Adam" => optim.Adam(parameters, 0.1),
            "AdamW" => optim.AdamW(parameters, 0.1),
            _ => optim.RMSProp(parameters, 0.1),
        };

    private static void Step(Leaf leaf, optim.Optimizer optimizer, ScalarType dtype)
    {
        using DisposeScope scope = NewDisposeScope();
        optimizer.zero_grad();
        leaf.call(ones(1, 3, dtype)).sum().backward();
        optimizer.step();
    }
}
