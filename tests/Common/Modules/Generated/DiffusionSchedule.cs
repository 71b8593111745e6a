using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Diffusion;

[Module, StateNaming(StateNamingPolicy.SnakeCaseLower)]
public sealed partial class GaussianDiffusion : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor, Tensor> Denoiser;
    [Buffer] private Tensor Betas, AlphasCumprod, SqrtAlphasCumprod, SqrtOneMinusAlphasCumprod;
    [Buffer(Persistent = false)] private Tensor PosteriorVariance;
    [Buffer("posterior_log_variance_clipped", Persistent = false)] private Tensor LogVariance;

    public GaussianDiffusion(Module<Tensor, Tensor, Tensor> denoiser, int steps, bool cosine)
        : base(nameof(GaussianDiffusion))
    {
        Denoiser = denoiser;
        Betas = cosine ? Cosine(steps) : linspace(1e-4, 0.02, steps);
        Tensor alphas = 1 - Betas;
        AlphasCumprod = alphas.cumprod(0);
        SqrtAlphasCumprod = AlphasCumprod.sqrt();
        SqrtOneMinusAlphasCumprod = (1 - AlphasCumprod).sqrt();
        Tensor previous = functional.pad(AlphasCumprod[TensorIndex.Slice(0, -1)], [1, 0], value: 1);
        PosteriorVariance = Betas * (1 - previous) / (1 - AlphasCumprod);
        LogVariance = PosteriorVariance.clamp(min: 1e-20).log();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        Tensor t = randint(0, Betas.shape[0], [x.shape[0]], device: x.device);
        Tensor noise = randn_like(x);
        Tensor noisy = (At(SqrtAlphasCumprod, t, x) * x) + (At(SqrtOneMinusAlphasCumprod, t, x) * noise);
        return functional.mse_loss(Denoiser.call(noisy, t), noise).MoveToOuterDisposeScope();
    }

    public Tensor Step(Tensor x, long step)
    {
        using var scope = no_grad();
        Tensor t = full(x.shape[0], step, ScalarType.Int64, device: x.device);
        Tensor mean = (x - (At(Betas, t, x) * Denoiser.call(x, t) / At(SqrtOneMinusAlphasCumprod, t, x))) / (1 - At(Betas, t, x)).sqrt();
        return step == 0 ? mean : mean + ((0.5 * At(LogVariance, t, x)).exp() * randn_like(x));
    }

    private static Tensor At(Tensor table, Tensor t, Tensor like) => table.gather(0, t).view(-1, 1, 1, 1).to(like.dtype);

    private static Tensor Cosine(int steps)
    {
        Tensor x = linspace(0, steps, steps + 1);
        Tensor product = (((x / steps) + 0.008) / 1.008 * Math.PI * 0.5).cos().pow(2);
        return (1 - (product[TensorIndex.Slice(1)] / product[TensorIndex.Slice(0, -1)])).clamp(0, 0.999);
    }
}

[Module]
public sealed partial class TimeEmbedding(int width) : Module<Tensor, Tensor>(nameof(TimeEmbedding))
{
    [Buffer(Persistent = false, Init = nameof(Rates))] private Tensor rates = exp(arange(width / 2) * (-Math.Log(10_000) / (width / 2)));
    private readonly Sequential mlp = Sequential(Linear(width, 4 * width), SiLU(), Linear(4 * width, width));

    public override Tensor forward(Tensor t)
    {
        Tensor angles = t.unsqueeze(-1) * rates;
        return mlp.call(cat([angles.sin(), angles.cos()], dim: -1));
    }

    private Tensor Rates(Device device) => exp(arange(width / 2, device: device) * (-Math.Log(10_000) / (width / 2)));
}
