using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using TorchSharp.Generators;

namespace Corpus.Derived;

[Module]
public abstract partial class Encoder : Module<Tensor, Tensor>
{
    private readonly LayerNorm norm = LayerNorm(8);
    [Buffer] private Tensor scale = ones(8); // silent: TSG1001

    protected Encoder() : base("encoder")
    {
    }

    protected Tensor Normalize(Tensor x) => norm.call(x) * scale;
}

/// <summary>Adds behaviour, and numbers.</summary>
public sealed class Averaged : Encoder // silent: TSG1016
{
    private readonly double factor = 0.5;

    public override Tensor forward(Tensor x) => Normalize(x) * factor;
}

/// <summary>Adds a layer that the generated code of its base knows nothing of.</summary>
public sealed class Projected : Encoder // expect: TSG1016
{
    private readonly Linear proj = Linear(8, 8);

    public override Tensor forward(Tensor x) => proj.call(Normalize(x));
}

/// <summary>Hand-written all the way: its base leaves registration to the last of them.</summary>
public abstract class Head : Module<Tensor, Tensor>
{
    protected readonly Dropout drop = Dropout(0.1);

    protected Head(string name) : base(name)
    {
    }
}

public sealed class ClassHead : Head // silent: TSG1006
{
    private readonly Linear fc;

    public ClassHead(long classes) : base(nameof(ClassHead))
    {
        fc = Linear(8, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => fc.call(drop.call(x));
}
