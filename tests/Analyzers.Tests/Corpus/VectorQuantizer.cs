using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.VectorQuantizer;

/// <summary>The moving averages are overwritten in place: what is registered is what changes.</summary>
public sealed class EmaQuantizer : Module<Tensor, Tensor>
{
    private readonly Tensor codebook;
    private readonly Tensor cluster_size;
    private readonly Tensor ema_w;
    private readonly double decay;

    public EmaQuantizer(long codes, long width, double decay) : base(nameof(EmaQuantizer))
    {
        this.decay = decay;
        codebook = randn(codes, width);
        cluster_size = zeros(codes);
        ema_w = codebook.clone();
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var flat = x.view(-1, codebook.shape[1]);
        var indices = cdist(flat, codebook).argmin(1);
        if (training)
        {
            using var _ = no_grad();
            var onehot = functional.one_hot(indices, codebook.shape[0]).to(x.dtype);
            cluster_size.mul_(decay).add_(onehot.sum(0) * (1 - decay)); // silent: TSG1012
            ema_w.mul_(decay).add_(onehot.t().matmul(flat) * (1 - decay)); // silent: TSG1012
            codebook.copy_(ema_w / cluster_size.unsqueeze(1)); // silent: TSG1004
        }

        return codebook[indices].view_as(x);
    }
}

/// <summary>The same averages, each as a new tensor.</summary>
public sealed class ReassignedQuantizer : Module<Tensor, Tensor>
{
    private Tensor codebook;
    private Tensor usage;

    public ReassignedQuantizer(long codes, long width) : base(nameof(ReassignedQuantizer))
    {
        codebook = randn(codes, width);
        usage = zeros(codes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var indices = cdist(x, codebook).argmin(1);
        usage = usage * 0.99 + functional.one_hot(indices, codebook.shape[0]).sum(0) * 0.01; // expect: TSG1004
        return codebook[indices];
    }

    public void Restart(Tensor samples)
    {
        codebook = samples.clone(); // expect: TSG1004
        usage.zero_(); // silent: TSG1004
    }
}

/// <summary>Straight-through estimation needs no state: it stops the gradient.</summary>
public sealed class VqVae : Module<Tensor, (Tensor recon, Tensor loss)>
{
    private readonly Sequential encoder, decoder;
    private readonly EmaQuantizer quantizer;
    private Tensor? lastCode;

    public VqVae(long channels) : base(nameof(VqVae))
    {
        encoder = Sequential(Conv2d(3, channels, 4, stride: 2, padding: 1), ReLU(), Conv2d(channels, channels, 3, padding: 1));
        quantizer = new EmaQuantizer(512, channels, 0.99);
        decoder = Sequential(ConvTranspose2d(channels, 3, 4, stride: 2, padding: 1));
        RegisterComponents();
    }

    public Tensor? LastCode => lastCode;

    public override (Tensor recon, Tensor loss) forward(Tensor x)
    {
        var z = encoder.call(x);
        var q = quantizer.call(z);
        lastCode = q.detach(); // silent: TSG1004
        var loss = functional.mse_loss(z, q.detach());
        q = z + (q - z).detach();
        return (decoder.call(q), loss);
    }
}
