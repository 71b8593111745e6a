using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.MetricLosses;

/// <summary>Centres learn: a parameter that is a field like any other.</summary>
public sealed class CenterLoss : Module<Tensor, Tensor, Tensor>
{
    private readonly Parameter centers;

    public CenterLoss(long classes, long width) : base(nameof(CenterLoss))
    {
        centers = Parameter(randn(classes, width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor labels) => (x - centers[labels]).pow(2).sum([1]).mean();
}

/// <summary>The weights come to wherever the predictions are.</summary>
public sealed class WeightedMse : Module<Tensor, Tensor, Tensor>
{
    private readonly Tensor weights;

    public WeightedMse(float[] values) : base(nameof(WeightedMse))
    {
        RegisterComponents();
        weights = tensor(values); // silent: TSG1003
    }

    public override Tensor forward(Tensor p, Tensor t) => ((p - t).pow(2) * weights.to(p.device)).mean(); // expect: TSG1014
}

/// <summary>They do not.</summary>
public sealed class ForgottenWeights : Module<Tensor, Tensor, Tensor>
{
    private readonly Tensor weights;

    public ForgottenWeights(float[] values) : base(nameof(ForgottenWeights))
    {
        RegisterComponents();
        weights = tensor(values); // expect: TSG1003
    }

    public override Tensor forward(Tensor p, Tensor t) => ((p - t).pow(2) * weights).mean();
}

/// <summary>Made from the shape of what comes in: the result of comparing two inputs.</summary>
public sealed class InfoNce : Module<Tensor, Tensor, Tensor>
{
    private readonly double temperature;

    public InfoNce(double temperature = 0.07) : base(nameof(InfoNce)) => this.temperature = temperature;

    public override Tensor forward(Tensor a, Tensor b)
    {
        var logits = functional.normalize(a, dim: 1).matmul(functional.normalize(b, dim: 1).t()) / temperature;
        var labels = arange(logits.shape[0], device: logits.device); // silent: TSG1011
        return functional.cross_entropy(logits, labels);
    }
}

/// <summary>Labels on the CPU beside logits that may be anywhere.</summary>
public sealed class TripletMargin : Module<Tensor, Tensor, Tensor>
{
    private readonly Tensor margin = tensor(0.2f); // silent: TSG1001

    public TripletMargin() : base(nameof(TripletMargin)) => RegisterComponents();

    public override Tensor forward(Tensor distances, Tensor same)
    {
        var zero = zeros(distances.shape); // expect: TSG1011
        return maximum(distances + margin, zero).mean() * same.sum();
    }
}

/// <summary>A number in a 0-dim tensor goes with any device.</summary>
public sealed class SmoothL1 : Module<Tensor, Tensor, Tensor>
{
    public SmoothL1() : base(nameof(SmoothL1))
    {
    }

    public override Tensor forward(Tensor p, Tensor t)
    {
        var beta = tensor(1.0f); // silent: TSG1011
        var distance = (p - t).abs();
        return where(distance < beta, 0.5 * distance.pow(2) / beta, distance - 0.5 * beta).mean();
    }
}
