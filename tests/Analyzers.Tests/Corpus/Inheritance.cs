using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Inheritance;

public class Backbone : Module<Tensor, Tensor>
{
    protected Module<Tensor, Tensor> stem;
    protected Linear fc;

    public Backbone() : base("Backbone")
    {
        stem = Sequential(Linear(4, 4), ReLU());
        fc = Linear(4, 10);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => fc.call(stem.call(x));
}

public sealed class Classifier : Backbone // expect: TSG1006
{
    private readonly Linear head;

    public Classifier()
    {
        head = Linear(10, 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(base.forward(x));
}

/// <summary>A field initialiser runs before the base constructor, which registers it.</summary>
public sealed class InitializedClassifier : Backbone
{
    private readonly Linear head = Linear(10, 2);

    public override Tensor forward(Tensor x) => head.call(base.forward(x));
}

/// <summary>Adds no state of its own.</summary>
public sealed class Activated : Backbone
{
    private readonly ReLU act;
    private readonly double slope;

    public Activated(double slope)
    {
        this.slope = slope;
        act = ReLU();
    }

    public override Tensor forward(Tensor x) => act.call(base.forward(x)) * slope;
}

/// <summary>Registers its own part by hand.</summary>
public sealed class Registered : Backbone
{
    private readonly Linear head;

    public Registered()
    {
        head = Linear(10, 2);
        register_module(nameof(head), head);
    }

    public override Tensor forward(Tensor x) => head.call(base.forward(x));
}

/// <summary>Replaces a member of the base after it was registered there.</summary>
public sealed class FineTuned : Backbone
{
    public FineTuned(int classes)
    {
        fc = Linear(4, classes); // expect: TSG1003
    }
}

/// <summary>The base leaves registration to its derived classes.</summary>
public abstract class LazyBase : Module<Tensor, Tensor>
{
    protected readonly Linear shared;

    protected LazyBase(string name) : base(name)
    {
        shared = Linear(2, 2);
    }
}

public sealed class LazyDerived : LazyBase
{
    private readonly Linear own;

    public LazyDerived() : base("LazyDerived")
    {
        own = Linear(2, 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => own.call(shared.call(x));
}

/// <summary>Two constructors, of which derived classes use the one that does not register.</summary>
public class Block1D : Module<Tensor, Tensor>
{
    protected Module<Tensor, Tensor> block = null!;

    protected Block1D(string name) : base(name)
    {
    }

    public Block1D(int channels) : base("Block1D")
    {
        block = Sequential(Conv1d(channels, channels, 3), ReLU());
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => block.call(x);
}

public sealed class CausalBlock1D : Block1D
{
    private readonly LayerNorm norm;

    public CausalBlock1D(int channels) : base("CausalBlock1D")
    {
        block = Sequential(Conv1d(channels, channels, 3), ReLU());
        norm = LayerNorm(channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => norm.call(block.call(x));
}
