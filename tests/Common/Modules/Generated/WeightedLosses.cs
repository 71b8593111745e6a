using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Losses;

[Module]
public sealed partial class FocalLoss(Tensor? classWeights = null, double gamma = 2) : Module<Tensor, Tensor, Tensor>(nameof(FocalLoss))
{
    [Buffer("class_weights")] private Tensor? weights = classWeights;

    public override Tensor forward(Tensor logits, Tensor target)
    {
        Tensor loss = functional.cross_entropy(logits, target, weight: weights, reduction: Reduction.None);
        return ((1 - (-loss).exp()).pow(gamma) * loss).mean();
    }
}

[Module]
public sealed partial class SmoothedLoss : Module<Tensor, Tensor, Tensor>
{
    [Buffer] private Tensor smoothing;
    [Buffer(Persistent = false, Init = nameof(Identity))] private Tensor identity;
    private readonly int classes;

    public SmoothedLoss(int classes, double smoothing)
        : base(nameof(SmoothedLoss))
    {
        this.classes = classes;
        this.smoothing = tensor(smoothing);
        identity = eye(classes);
    }

    public override Tensor forward(Tensor logits, Tensor target)
    {
        Tensor wanted = (identity[target] * (1 - smoothing)) + (smoothing / classes);
        return -(wanted * logits.log_softmax(-1)).sum([-1]).mean();
    }

    private Tensor Identity(Device device) => eye(classes, device: device);
}

[Module]
public sealed partial class PerceptualLoss : Module<Tensor, Tensor, Tensor>
{
    [NotRegistered] private readonly Module<Tensor, Tensor> features;
    [Submodule] private readonly IModule<Tensor, Tensor, Tensor> pixel = L1Loss();
    [Buffer(Persistent = false)] private Tensor mean = tensor([0.5f]), std = tensor([0.5f]);

    public PerceptualLoss(Module<Tensor, Tensor> features)
        : base(nameof(PerceptualLoss))
    {
        this.features = features;
        features.eval();
    }

    public override Tensor forward(Tensor made, Tensor wanted) =>
        pixel.call(made, wanted) + functional.mse_loss(features.call((made - mean) / std), features.call((wanted - mean) / std));
}

[Module]
public partial class UncertaintyWeighting(params string[] tasks) : Module<IReadOnlyDictionary<string, Tensor>, Tensor>(nameof(UncertaintyWeighting))
{
    [Parameter("log_variances")] private readonly Dictionary<string, Parameter> logVariances =
        tasks.ToDictionary(static task => task, static _ => new Parameter(zeros(1)));

    public override Tensor forward(IReadOnlyDictionary<string, Tensor> losses) =>
        losses.Select(loss => (loss.Value * (-logVariances[loss.Key]).exp()) + logVariances[loss.Key])
            .Aggregate(static (sum, loss) => sum + loss)
            .sum();
}
