using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Diffusion;

public sealed class NoiseSchedule : Module<Tensor, Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> denoiser;
    private readonly Tensor betas;
    private readonly Tensor alphas_cumprod;
    private readonly Tensor sqrt_alphas_cumprod;

    public NoiseSchedule(Module<Tensor, Tensor> denoiser, int steps) : base(nameof(NoiseSchedule))
    {
        this.denoiser = denoiser;
        betas = linspace(1e-4, 0.02, steps);
        alphas_cumprod = (1 - betas).cumprod(0);
        sqrt_alphas_cumprod = alphas_cumprod.sqrt();
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor t) => denoiser.call(x) * sqrt_alphas_cumprod[t].view(-1, 1, 1, 1) + betas[t].view(-1, 1, 1, 1);
}

/// <summary>A sampler is no module: what it does with devices is its own affair.</summary>
public sealed class DdimSampler
{
    private readonly Tensor timesteps;
    private readonly List<Tensor> history = new();

    public DdimSampler(int steps) => timesteps = arange(steps).flip(0);

    public Tensor Step(Tensor x, int i)
    {
        history.Add(x);
        return x * timesteps[i];
    }
}

public sealed class Vae : Module<Tensor, (Tensor recon, Tensor mu, Tensor logvar)>
{
    private readonly Sequential encoder;
    private readonly Sequential decoder;
    private readonly Linear fc_mu, fc_var;

    public Vae(long features, long latent) : base(nameof(Vae))
    {
        encoder = Sequential(("fc", Linear(features, 64)), ("act", ReLU()));
        decoder = Sequential(("fc", Linear(latent, 64)), ("act", ReLU()), ("out", Linear(64, features)));
        fc_mu = Linear(64, latent);
        fc_var = Linear(64, latent);
        RegisterComponents();
    }

    public override (Tensor recon, Tensor mu, Tensor logvar) forward(Tensor x)
    {
        var h = encoder.call(x);
        var (mu, logvar) = (fc_mu.call(h), fc_var.call(h));
        var z = mu + randn_like(mu) * (0.5 * logvar).exp();
        return (decoder.call(z), mu, logvar);
    }
}
