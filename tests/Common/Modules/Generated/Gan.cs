using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Gan;

[Module]
public sealed partial class Generator(int latent, int width, int classes) : Module<Tensor, Tensor, Tensor>(nameof(Generator))
{
    private readonly Embedding label = Embedding(classes, latent);
    private readonly Sequential main = Sequential(
        ConvTranspose2d(latent, width * 4, kernel_size: 4, stride: 1, padding: 0, bias: false),
        BatchNorm2d(width * 4),
        ReLU(),
        ConvTranspose2d(width * 4, width, kernel_size: 4, stride: 2, padding: 1, bias: false),
        BatchNorm2d(width),
        ReLU(),
        ConvTranspose2d(width, 3, kernel_size: 4, stride: 2, padding: 1, bias: false),
        Tanh());

    [Buffer("w_avg")] public partial Tensor? AverageLatent { get; private set; }

    public override Tensor forward(Tensor z, Tensor labels)
    {
        z = z * label.call(labels);
        AverageLatent = AverageLatent is null ? z.mean([0]).detach() : AverageLatent.lerp(z.mean([0]).detach(), 0.005);
        return main.call(z.view(-1, latent, 1, 1));
    }
}

[Module]
public sealed partial class SpectralConv : Module<Tensor, Tensor>
{
    [Parameter("weight_orig")] private Parameter weight;
    [Buffer("weight_u")] private Tensor u;
    private readonly long stride;

    public SpectralConv(long inputs, long outputs, long stride)
        : base(nameof(SpectralConv))
    {
        this.stride = stride;
        weight = new Parameter(randn(outputs, inputs, 4, 4) * 0.02);
        u = functional.normalize(randn(outputs), dim: 0);
    }

    public override Tensor forward(Tensor x)
    {
        Tensor flat = weight.view(weight.shape[0], -1);
        Tensor v = functional.normalize(flat.t().mv(u), dim: 0).detach();
        if (training)
        {
            u.copy_(functional.normalize(flat.mv(v), dim: 0).detach());
        }

        Tensor sigma = u.dot(flat.mv(v));
        return functional.conv2d(x, weight / sigma, strides: [stride, stride], padding: [1, 1]);
    }
}

[Module]
public sealed partial class Discriminator(int width) : Module<Tensor, Tensor>(nameof(Discriminator))
{
    [Submodule] private readonly SpectralConv[] convs = [new(3, width, 2), new(width, width * 2, 2)];
    private readonly LeakyReLU activation = LeakyReLU(0.2);
    private readonly Linear head = Linear(width * 2, 1);

    public override Tensor forward(Tensor x)
    {
        foreach (SpectralConv conv in convs)
        {
            x = activation.call(conv.call(x));
        }

        return head.call(x.mean([2, 3]));
    }
}

public sealed class Training(Generator generator, Discriminator discriminator)
{
    private readonly optim.Optimizer _ofGenerator = optim.Adam(generator.parameters(), 2e-4, beta1: 0.5);
    private readonly optim.Optimizer _ofDiscriminator = optim.Adam(discriminator.parameters(), 2e-4, beta1: 0.5);

    public void Step(Tensor images, Tensor z, Tensor labels)
    {
        using var scope = NewDisposeScope();
        Tensor made = generator.call(z, labels);
        _ofDiscriminator.zero_grad();
        (functional.relu(1 - discriminator.call(images)) + functional.relu(1 + discriminator.call(made.detach()))).mean().backward();
        _ofDiscriminator.step();
        _ofGenerator.zero_grad();
        (-discriminator.call(made)).mean().backward();
        _ofGenerator.step();
    }
}
