using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Quantization;

[Module]
public sealed partial class Codebook : Module<Tensor, (Tensor Quantized, Tensor Loss)>
{
    private readonly int count, width;
    private readonly double decay;
    [Buffer("embedding")] public partial Tensor Vectors { get; private set; }
    [Buffer("cluster_size")] public partial Tensor Sizes { get; private set; }
    [Buffer("embed_avg")] private partial Tensor Sums { get; set; }
    [Buffer("inited", KeepDtype = true)] private Tensor initialized = tensor(false);

    public Codebook(int count, int width, double decay = 0.99)
        : base(nameof(Codebook))
    {
        (this.count, this.width, this.decay) = (count, width, decay);
        Vectors = randn(count, width);
        Sizes = zeros(count);
        Sums = Vectors.clone();
    }

    public override (Tensor Quantized, Tensor Loss) forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        Tensor flat = x.reshape(-1, width);
        Tensor codes = cdist(flat, Vectors).argmin(-1);
        Tensor quantized = Vectors.index_select(0, codes).view_as(x);
        if (training)
        {
            Update(flat.detach(), functional.one_hot(codes, count).to(flat.dtype));
        }

        Tensor loss = functional.mse_loss(x, quantized.detach());
        return (x + (quantized - x).detach().MoveToOuterDisposeScope(), loss.MoveToOuterDisposeScope());
    }

    private void Update(Tensor flat, Tensor assigned)
    {
        Sizes = (Sizes * decay) + (assigned.sum([0]) * (1 - decay));
        Sums = (Sums * decay) + (assigned.t().matmul(flat) * (1 - decay));
        Vectors = Sums / Sizes.clamp(min: 1e-5).unsqueeze(1);
        initialized.fill_(true);
    }
}

[Module]
public sealed partial class QuantizedLinear : Module<Tensor, Tensor>
{
    [Buffer] private Tensor qweight;
    [Buffer(KeepDtype = true)] private Tensor scales;
    [Buffer(KeepDtype = true)] private Tensor? zeros_;
    [Parameter] private Parameter? bias;

    private QuantizedLinear(Tensor qweight, Tensor scales)
        : base(nameof(QuantizedLinear)) => (this.qweight, this.scales) = (qweight, scales);

    public static QuantizedLinear From(Linear linear)
    {
        Tensor scales = linear.weight!.abs().amax([1], keepdim: true) / 127;
        return new QuantizedLinear((linear.weight / scales).round().to(ScalarType.Int8), scales) { bias = linear.bias, zeros_ = null };
    }

    public override Tensor forward(Tensor x)
    {
        Tensor weight = qweight.to(scales.dtype) * scales;
        return functional.linear(x, zeros_ is null ? weight : weight - zeros_, bias);
    }
}
