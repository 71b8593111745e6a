using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.LateContainers;

/// <summary>What the late list holds is registered elsewhere, or has nothing to register.</summary>
public sealed class Steps : Module<Tensor, Tensor>
{
    private readonly Linear proj;
    private readonly LayerNorm norm;
    private readonly ModuleList<Module<Tensor, Tensor>> steps;

    public Steps(long width) : base(nameof(Steps))
    {
        proj = Linear(width, width);
        norm = LayerNorm(width);
        RegisterComponents();
        steps = new ModuleList<Module<Tensor, Tensor>>(proj, norm, Identity()); // silent: TSG1003
    }

    public override Tensor forward(Tensor x) => steps.Aggregate(x, (h, step) => step.call(h));
}

/// <summary>One of them is new.</summary>
public sealed class StepsAndMore : Module<Tensor, Tensor>
{
    private readonly Linear proj;
    private readonly ModuleList<Module<Tensor, Tensor>> steps;

    public StepsAndMore(long width) : base(nameof(StepsAndMore))
    {
        proj = Linear(width, width);
        RegisterComponents();
        steps = new ModuleList<Module<Tensor, Tensor>>(proj, Linear(width, width)); // expect: TSG1003
    }

    public override Tensor forward(Tensor x) => steps.Aggregate(x, (h, step) => step.call(h));
}

/// <summary>A Sequential of registered parts is another way to call them.</summary>
public sealed class Chain : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly BatchNorm2d bn;
    private readonly Sequential both;

    public Chain(long width) : base(nameof(Chain))
    {
        conv = Conv2d(3, width, 3);
        bn = BatchNorm2d(width);
        RegisterComponents();
        both = Sequential(conv, bn, ReLU()); // silent: TSG1003
    }

    public override Tensor forward(Tensor x) => both.call(x);
}
