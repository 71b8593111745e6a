using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Trainable;

/// <summary>Somebody's first layer: weights as tensors that require grad.</summary>
public sealed class RbfLayer : Module<Tensor, Tensor>
{
    private readonly Tensor centers;
    private readonly Tensor widths;
    private readonly Tensor bias;
    private readonly Tensor scale;

    public RbfLayer(int size, bool positive) : base(nameof(RbfLayer))
    {
        centers = Centers(size); // expect: TSG1015
        var spread = ones(size);
        spread.requires_grad_();
        widths = spread; // expect: TSG1015
        bias = positive ? rand(size, requires_grad: true) : randn(size).requires_grad_(); // expect: TSG1015
        scale = Parameter(ones(size)); // silent: TSG1015
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => ((x - centers).square() * widths + bias) * scale;

    private static Tensor Centers(int size)
    {
        var grid = linspace(-1, 1, size);
        return grid.requires_grad_(true);
    }
}

/// <summary>The gradient of the input is wanted, and nothing is trained.</summary>
public sealed class SaliencyMap : Module<Tensor, Tensor>
{
    private readonly Linear fc = Linear(4, 2);
    private Tensor probe;

    public SaliencyMap() : base(nameof(SaliencyMap))
    {
        RegisterComponents();
        probe = zeros(4);
    }

    public override Tensor forward(Tensor x)
    {
        probe = x.detach().clone().requires_grad_(true); // silent: TSG1015
        fc.call(probe).sum().backward();
        return probe.grad!;
    }
}

/// <summary>Stepped by hand, as in the first chapter of every course.</summary>
public sealed class ByHand : Module<Tensor, Tensor>
{
    private readonly Tensor slope = randn(1, requires_grad: true); // silent: TSG1015

    public ByHand() : base(nameof(ByHand)) => RegisterComponents();

    public override Tensor forward(Tensor x) => x * slope;

    public void Step(double rate)
    {
        using var _ = no_grad();
        slope.sub_(rate * slope.grad!);
    }
}
