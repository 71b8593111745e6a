using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Roots;

public sealed class Forgotten : Module<Tensor, Tensor>
{
    private readonly Linear fc1 = Linear(4, 8);
    private readonly Linear fc2;

    public Forgotten() : base("Forgotten")
    {
        fc2 = Linear(8, 2);
    }

    public override Tensor forward(Tensor x) => fc2.call(functional.relu(fc1.call(x)));
}

/// <summary>A parent's registration calls the child's: the child needs no call of its own.</summary>
public sealed class Parent : Module<Tensor, Tensor>
{
    private readonly Forgotten child = new();
    private readonly ModuleList<Forgotten> children_ = new(new Forgotten(), new Forgotten());

    public Parent() : base("Parent")
    {
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => child.call(x);
}

public static class Training
{
    public static void Run()
    {
        var model = new Forgotten();
        model.to(float64); // expect: TSG1002
        var optimizer = optim.Adam(model.parameters());
        optimizer.step();
    }

    public static void RunParent()
    {
        var model = new Parent();
        model.to(float64);
        model.train();
    }

    public static Tensor Predict(Tensor x)
    {
        using var model = new Forgotten();
        model.eval(); // expect: TSG1002
        return model.call(x);
    }

    public static void Nested()
    {
        var child = new Forgotten();
        var list = new ModuleList<Forgotten>(child);
        list.to(float64);
        child.train();
    }

    public static void Given(Forgotten model) => model.to(float64);

    public static void Single() => new Forgotten().save("forgotten.dat"); // expect: TSG1002
}

public sealed class Trainer
{
    private readonly Forgotten model = new();

    public void Fit()
    {
        model.train(); // expect: TSG1002
        foreach (var parameter in model.parameters())
        {
            parameter.requires_grad = true;
        }
    }
}

/// <summary>Has nothing to register.</summary>
public sealed class Flatten2D : Module<Tensor, Tensor>
{
    private readonly int from;

    public Flatten2D(int from) : base("Flatten2D") => this.from = from;

    public override Tensor forward(Tensor x) => x.flatten(from);

    public static void Use()
    {
        var flatten = new Flatten2D(2);
        flatten.eval();
    }
}

/// <summary>Registers when its owner says so.</summary>
public sealed class Deferred : Module<Tensor, Tensor>
{
    private readonly Linear fc = Linear(2, 2);

    public Deferred() : base("Deferred")
    {
    }

    public Deferred Build()
    {
        RegisterComponents();
        return this;
    }

    public override Tensor forward(Tensor x) => fc.call(x);

    public static void Use()
    {
        var module = new Deferred();
        module.Build();
        module.to(float64);
    }
}
