using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Vae;

[Module]
public partial class Encoder(long inputs, long latent) : Module<Tensor, (Tensor Mean, Tensor LogVariance)>(nameof(Encoder))
{
    private readonly Sequential body = Sequential(Linear(inputs, 256), ReLU(), Linear(256, 128), ReLU());
    private readonly Linear mean = Linear(128, latent);
    private readonly Linear log_var = Linear(128, latent);

    public override (Tensor Mean, Tensor LogVariance) forward(Tensor x)
    {
        Tensor hidden = body.call(x);
        return (mean.call(hidden), log_var.call(hidden));
    }
}

[Module]
public partial class Decoder(long latent, long outputs) : Module<Tensor, Tensor>(nameof(Decoder))
{
    private readonly Sequential body = Sequential(Linear(latent, 128), ReLU(), Linear(128, 256), ReLU(), Linear(256, outputs), Sigmoid());

    public override Tensor forward(Tensor z) => body.call(z);
}

[Module]
public partial class Vae(long inputs, long latent) : Module<Tensor, (Tensor Reconstruction, Tensor Divergence)>(nameof(Vae))
{
    private readonly Encoder encoder = new(inputs, latent);
    private readonly Decoder decoder = new(latent, inputs);
    [Buffer] private Tensor prior_mean = zeros(latent);
    [Buffer] private Tensor prior_std = ones(latent);
    [Buffer("beta", KeepDtype = true)] private Tensor weight = tensor(1.0f);

    public override (Tensor Reconstruction, Tensor Divergence) forward(Tensor x)
    {
        (Tensor mean, Tensor logVariance) = encoder.call(x);
        Tensor z = training ? mean + (randn_like(mean) * (0.5 * logVariance).exp()) : mean;
        Tensor divergence = -0.5 * (1 + logVariance - (mean - prior_mean).pow(2) - logVariance.exp()).sum([-1]).mean();
        return (decoder.call(z), divergence * weight);
    }

    public Tensor Sample(int count)
    {
        using var scope = no_grad();
        Tensor z = (randn(count, latent, device: prior_mean.device) * prior_std) + prior_mean;
        return decoder.call(z);
    }

    public void Anneal(double to) => weight.fill_(to);
}
