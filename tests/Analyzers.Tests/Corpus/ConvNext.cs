using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.ConvNext;

/// <summary>Layer scale in three ways of declaring it.</summary>
public sealed class ConvNextBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d dwconv;
    private readonly LayerNorm norm;
    private readonly Linear pwconv1, pwconv2;
    private readonly Parameter? gamma; // silent: TSG1015

    public ConvNextBlock(long width, double scale = 1e-6) : base(nameof(ConvNextBlock))
    {
        dwconv = Conv2d(width, width, 7, padding: 3, groups: width);
        norm = LayerNorm(width);
        pwconv1 = Linear(width, 4 * width);
        pwconv2 = Linear(4 * width, width);
        gamma = scale > 0 ? Parameter(scale * ones(width)) : null;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = norm.call(dwconv.call(x).permute(0, 2, 3, 1));
        y = pwconv2.call(functional.gelu(pwconv1.call(y)));
        y = gamma is null ? y : gamma * y;
        return x + y.permute(0, 3, 1, 2);
    }
}

public sealed class TensorScale : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private readonly Tensor gamma;

    public TensorScale(long width) : base(nameof(TensorScale))
    {
        fc = Linear(width, width);
        gamma = full([width], 1e-6, requires_grad: true); // expect: TSG1015
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => fc.call(x) * gamma;
}

/// <summary>Asks for the gradient of an input, as visualisations do.</summary>
public sealed class Saliency : Module<Tensor, Tensor>
{
    private readonly ConvNextBlock model;

    public Saliency(ConvNextBlock model) : base(nameof(Saliency))
    {
        this.model = model;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var input = x.detach().requires_grad_(true); // silent: TSG1015
        model.call(input).sum().backward();
        return input.grad!.abs();
    }
}

/// <summary>A whole pyramid in a tuple and in a struct.</summary>
public sealed class Stages : Module<Tensor, Tensor>
{
    private readonly (ConvNextBlock First, ConvNextBlock Second) stages; // expect: TSG1005
    private readonly (int Depth, long Width) shape = (2, 96); // silent: TSG1005

    public Stages() : base(nameof(Stages))
    {
        stages = (new ConvNextBlock(shape.Width), new ConvNextBlock(shape.Width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => stages.Second.call(stages.First.call(x));
}
