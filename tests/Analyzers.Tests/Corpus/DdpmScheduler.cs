using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.DdpmScheduler;

/// <summary>Ported from code that registers every table by a helper of its own.</summary>
public sealed class DdpmScheduler : Module<Tensor, Tensor, Tensor>
{
    private readonly Tensor betas;
    private readonly Tensor alphas_cumprod;
    private readonly Tensor sqrt_one_minus;

    public DdpmScheduler(int steps) : base(nameof(DdpmScheduler))
    {
        betas = linspace(1e-4, 0.02, steps);
        alphas_cumprod = cumprod(1 - betas, 0);
        sqrt_one_minus = (1 - alphas_cumprod).sqrt();
        register_buffer(nameof(betas), betas); // silent: TSG1018
        register_buffer(nameof(alphas_cumprod), alphas_cumprod); // silent: TSG1009
        register_buffer("sqrt_one_minus", sqrt_one_minus); // silent: TSG1009
    }

    public override Tensor forward(Tensor x, Tensor t)
    {
        var noise = randn_like(x); // silent: TSG1011
        return alphas_cumprod[t].sqrt().view(-1, 1, 1, 1) * x + sqrt_one_minus[t].view(-1, 1, 1, 1) * noise + betas[0];
    }
}

/// <summary>A schedule that is no module: plain tensors, moved to what they meet.</summary>
public sealed class EulerScheduler
{
    private readonly Tensor sigmas; // silent: TSG1001
    private Tensor? timesteps; // silent: TSG1001

    public EulerScheduler(int steps)
    {
        var betas = linspace(Math.Sqrt(0.00085), Math.Sqrt(0.012), steps).pow(2);
        var alphas = cumprod(1 - betas, 0);
        sigmas = ((1 - alphas) / alphas).sqrt();
    }

    public void SetTimesteps(int count) => timesteps = linspace(0, sigmas.shape[0] - 1, count).flip(0);

    public Tensor Step(Tensor output, int i, Tensor sample)
    {
        var sigma = sigmas[timesteps![i].to(int64)].to(sample.device);
        return sample + output * -sigma;
    }
}

/// <summary>Two names for one table: the second call throws.</summary>
public sealed class TwiceRegistered : Module<Tensor, Tensor>
{
    private readonly Tensor betas;

    public TwiceRegistered(int steps) : base(nameof(TwiceRegistered))
    {
        betas = linspace(1e-4, 0.02, steps);
        RegisterComponents();
        register_buffer("betas", betas); // expect: TSG1018
    }

    public override Tensor forward(Tensor x) => x * betas[0];
}

/// <summary>Noise of a step is drawn on the CPU.</summary>
public sealed class AncestralSampler : Module<Tensor, Tensor>
{
    private readonly Conv2d denoiser;

    public AncestralSampler() : base(nameof(AncestralSampler))
    {
        denoiser = Conv2d(3, 3, 3, padding: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        for (int i = 0; i < 4; i++)
        {
            var noise = randn(x.shape[0], x.shape[1], x.shape[2], x.shape[3]); // expect: TSG1011
            x = x - denoiser.call(x) + 0.1 * noise;
        }

        return x;
    }
}
