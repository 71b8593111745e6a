using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Forecasting;

[Module]
public sealed partial class ReversibleNorm(int channels, double eps = 1e-5) : Module<Tensor, Tensor>(nameof(ReversibleNorm))
{
    private Parameter affine_weight = new(ones(channels)), affine_bias = new(zeros(channels));
    [NotRegistered] private Tensor? mean, deviation;

    public override Tensor forward(Tensor x)
    {
        mean = x.mean([1], keepdim: true).detach();
        deviation = (x.var([1], keepdim: true, unbiased: false) + eps).sqrt().detach();
        return ((x - mean) / deviation * affine_weight) + affine_bias;
    }

    public Tensor Undo(Tensor y) => ((y - affine_bias) / affine_weight * deviation!) + mean!;
}

[Module]
public sealed partial class CausalConv(long inputs, long outputs, long kernel, long dilation) : Module<Tensor, Tensor>(nameof(CausalConv))
{
    private readonly Conv1d conv = Conv1d(inputs, outputs, kernel, dilation: dilation);
    [Buffer(Persistent = false)] private partial Tensor? History { get; set; }

    public bool Streaming { get; set; }

    public override Tensor forward(Tensor x)
    {
        long left = (kernel - 1) * dilation;
        if (Streaming)
        {
            x = cat([History ?? zeros([x.shape[0], inputs, left], device: x.device), x], dim: -1);
            History = x[TensorIndex.Ellipsis, TensorIndex.Slice(-left)];
            return conv.call(x);
        }

        return conv.call(functional.pad(x, [left, 0]));
    }
}

[Module]
public partial class Forecaster : Module<Tensor, Tensor>
{
    private readonly ReversibleNorm norm;
    [Submodule] private readonly SortedList layers;
    private readonly Linear head;
    [Buffer("horizon")] private Tensor steps;

    public Forecaster(int channels, int depth, int horizon)
        : base(nameof(Forecaster))
    {
        norm = new ReversibleNorm(channels);
        layers = new SortedList(Enumerable.Range(0, depth).Select(i => new CausalConv(channels, channels, 3, 1L << i)));
        head = Linear(channels, horizon);
        steps = arange(horizon, dtype: ScalarType.Float32);
    }

    public override Tensor forward(Tensor x)
    {
        Tensor y = layers.call(norm.call(x).transpose(1, 2)).transpose(1, 2);
        return norm.Undo(y) + (head.call(y) * steps).mean([-1], keepdim: true);
    }

    [Module]
    internal sealed partial class SortedList(IEnumerable<CausalConv> items) : Module<Tensor, Tensor>("layers")
    {
        [Submodule] private readonly List<CausalConv> items = [.. items.OrderBy(static item => item.GetName())];

        public override Tensor forward(Tensor x) => items.Aggregate(x, static (y, item) => functional.relu(item.call(y)) + y);
    }
}
