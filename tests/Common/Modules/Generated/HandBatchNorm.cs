using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Norms;

[Module]
public partial class HandBatchNorm : Module<Tensor, Tensor>
{
    private readonly double momentum, eps;
    private Parameter weight;
    private Parameter bias;
    [Buffer("running_mean")] public partial Tensor RunningMean { get; private set; }
    [Buffer("running_var")] public partial Tensor RunningVariance { get; private set; }
    [Buffer(KeepDtype = true)] private Tensor num_batches_tracked = zeros(1, dtype: ScalarType.Int64);

    public HandBatchNorm(long features, double momentum = 0.1, double eps = 1e-5)
        : base(nameof(HandBatchNorm))
    {
        (this.momentum, this.eps) = (momentum, eps);
        weight = new Parameter(ones(features));
        bias = new Parameter(zeros(features));
        RunningMean = zeros(features);
        RunningVariance = ones(features);
    }

    public override Tensor forward(Tensor x)
    {
        if (!training)
        {
            return Normalize(x, RunningMean, RunningVariance);
        }

        Tensor mean = x.mean([0, 2, 3]), variance = x.var([0, 2, 3], unbiased: false);
        using (no_grad())
        {
            num_batches_tracked.add_(1);
            RunningMean = (RunningMean * (1 - momentum)) + (mean * momentum);
            RunningVariance = (RunningVariance * (1 - momentum)) + (variance * momentum);
        }

        return Normalize(x, mean, variance);
    }

    private Tensor Normalize(Tensor x, Tensor mean, Tensor variance) =>
        ((x - mean.view(1, -1, 1, 1)) / (variance.view(1, -1, 1, 1) + eps).sqrt() * weight.view(1, -1, 1, 1)) + bias.view(1, -1, 1, 1);
}

public sealed partial class RmsNorm : Module<Tensor, Tensor>
{
    private readonly double _eps;
    [Parameter("gamma", Aliases = ["scale", "weight"])] private Parameter _gamma;

    public RmsNorm(long width, double eps = 1e-6)
        : base(nameof(RmsNorm))
    {
        _eps = eps;
        _gamma = new Parameter(ones(width));
    }

    public override Tensor forward(Tensor x) => x * (x.pow(2).mean([-1], keepdim: true) + _eps).rsqrt() * _gamma;
}

public sealed partial class GroupScale() : Module<Tensor, Tensor>(nameof(GroupScale))
{
    [Parameter] private Parameter[] scales = [new(ones(1)), new(ones(1))];
    [Buffer] private Tensor? seen;

    public override Tensor forward(Tensor x)
    {
        seen = x.abs().amax([0]).DetachFromDisposeScope();
        return cat([.. x.chunk(scales.Length, 1).Zip(scales, static (part, scale) => part * scale)], 1);
    }
}
