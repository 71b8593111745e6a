using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Losses;

public sealed class FocalLoss : Module<Tensor, Tensor, Tensor>
{
    private readonly double gamma;
    private readonly Tensor? weight;

    public FocalLoss(double gamma, Tensor? weight = null) : base(nameof(FocalLoss))
    {
        this.gamma = gamma;
        this.weight = weight;
    }

    public override Tensor forward(Tensor input, Tensor target)
    {
        var ce = functional.cross_entropy(input, target, weight);
        return ((1 - (-ce).exp()).pow(gamma) * ce).mean();
    }

    public static Tensor Use(Tensor x, Tensor y)
    {
        var loss = new FocalLoss(2);
        return loss.call(x, y);
    }
}

public sealed class PerceptualLoss : Module<Tensor, Tensor, Tensor>
{
    private readonly Sequential features;
    private readonly Tensor mean;
    private readonly MSELoss mse;

    public PerceptualLoss(Sequential features) : base(nameof(PerceptualLoss))
    {
        this.features = features;
        RegisterComponents();
        mse = MSELoss();
        mean = tensor(new[] { 0.485f, 0.456f, 0.406f }).view(1, 3, 1, 1); // expect: TSG1003
    }

    public override Tensor forward(Tensor x, Tensor y) => mse.call(features.call(x - mean), features.call(y - mean));
}

public class Dice(double smooth)
{
    public Tensor Compute(Tensor p, Tensor t) => 1 - (2 * (p * t).sum() + smooth) / (p.sum() + t.sum() + smooth);
}
