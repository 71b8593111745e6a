using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Traversal;

/// <summary>S12: what walks over the children finds the declared ones without any call.</summary>
public partial class TraversalTests
{
    private sealed class HandWritten() : Module(nameof(HandWritten))
    {
        public readonly Dropout drop = Dropout(0.5);
        public readonly Linear fc = Linear(2, 2);
    }

    [Module]
    internal sealed partial class Generated() : Module(nameof(Generated))
    {
        public readonly Dropout drop = Dropout(0.5);
        public readonly Linear fc = Linear(2, 2);
        public readonly Sequential chain = Sequential(("inner", Linear(2, 2)));
        public Module? Late { get; set; }
    }

    [Fact]
    public void Train_and_eval_T61_T63()
    {
        using var handWritten = new HandWritten();
        handWritten.eval();
        Assert.True(handWritten.drop.training);
        handWritten.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float32, handWritten.fc.weight.dtype);

        using var generated = new Generated();
        generated.eval();
        Assert.False(generated.training || generated.drop.training || generated.chain.training);
        generated.train();
        Assert.True(generated.training && generated.drop.training && generated.chain.training);

        generated.Late = Dropout(0.5);
        generated.eval();
        Assert.False(generated.Late.training);
    }

    [Fact]
    public void Apply_visits_children_first_T57()
    {
        var visited = new List<string>();
        using var handWritten = new HandWritten();
        handWritten.apply(module => visited.Add(module.GetType().Name));
        Assert.Equal(["HandWritten"], visited);

        visited.Clear();
        using var generated = new Generated();
        Assert.Same(generated, generated.apply(module => visited.Add(module.GetType().Name)));
        Assert.Equal(["Dropout", "Linear", "Linear", "Sequential", "Generated"], visited);
    }

    [Fact]
    public void Children_and_modules()
    {
        using var module = new Generated();

        Assert.Equal(new Module[] { module.drop, module.fc, module.chain }, module.children());
        Assert.Equal(["drop", "fc", "chain"], module.named_children().Select(child => child.name));
        Assert.Equal(["drop", "fc", "chain", "chain.inner"], module.named_modules().Select(child => child.name));
        Assert.Equal(4, module.modules().Count());
    }

    [Fact]
    public void Zero_grad()
    {
        using var module = new Generated();
        module.fc.weight.sum().backward();
        Assert.NotNull(module.fc.weight.grad);

        module.zero_grad();

        Assert.Null(module.fc.weight.grad);
    }

    [Fact]
    public void A_list_may_be_kept_while_the_module_changes()
    {
        using var module = new Generated();

        foreach ((string name, Module child) in module.named_children())
        {
            module.Late = Linear(1, 1);
            module.to(ScalarType.Float64);
            Assert.NotNull(child.GetName() + name);
        }

        foreach ((_, Parameter parameter) in module.named_parameters())
        {
            module.Late = null;
            module.to(DeviceType.META);
            Assert.NotNull(parameter);
        }
    }
}
