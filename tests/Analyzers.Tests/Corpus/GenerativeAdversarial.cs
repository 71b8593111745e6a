using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.GenerativeAdversarial;

public sealed class Generator : Module<Tensor, Tensor>
{
    private readonly Sequential main;

    public Generator(long latent, long features) : base(nameof(Generator))
    {
        main = Sequential(
            ConvTranspose2d(latent, features * 2, 4, bias: false),
            BatchNorm2d(features * 2),
            ReLU(true),
            ConvTranspose2d(features * 2, 3, 4, stride: 2, padding: 1, bias: false),
            Tanh());
        RegisterComponents();
        apply(Initialise); // silent: TSG1017
    }

    private static void Initialise(nn.Module module)
    {
        if (module is ConvTranspose2d { weight: { } weight })
        {
            init.normal_(weight, 0, 0.02);
        }
    }

    public override Tensor forward(Tensor z) => main.call(z);
}

/// <summary>Initialises before there is anything to initialise.</summary>
public sealed class Discriminator : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1, conv2;

    public Discriminator(long features) : base(nameof(Discriminator))
    {
        conv1 = Conv2d(3, features, 4, stride: 2, padding: 1);
        conv2 = Conv2d(features, 1, 4);
        foreach (var (name, parameter) in named_parameters()) // expect: TSG1017
        {
            if (name.EndsWith("weight", StringComparison.Ordinal))
            {
                init.xavier_uniform_(parameter);
            }
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => conv2.call(functional.leaky_relu(conv1.call(x), 0.2)).flatten();
}

public static class Training
{
    public static void Step(Generator generator, Discriminator discriminator, Tensor real, Device device)
    {
        var noise = randn(real.shape[0], 100, 1, 1, device: device); // silent: TSG1011
        var fake = generator.call(noise);
        var ones = ones_like(discriminator.call(real)); // silent: TSG1011
        var loss = functional.binary_cross_entropy_with_logits(discriminator.call(fake.detach()), ones);
        loss.backward();
    }
}
