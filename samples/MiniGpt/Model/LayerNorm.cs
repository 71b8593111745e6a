using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MiniGpt.Model;

/// <summary>The book's own layer norm, whose parameters are called scale and shift.</summary>
[Module]
internal sealed partial class LayerNorm(long width) : Module<Tensor, Tensor>(nameof(LayerNorm))
{
    private const double Epsilon = 1e-5;

    private Parameter scale = new(ones(width));
    private Parameter shift = new(zeros(width));

    public override Tensor forward(Tensor x)
    {
        Tensor centered = x - x.mean([-1], keepdim: true);
        Tensor variance = (centered * centered).mean([-1], keepdim: true);
        return (scale * centered / sqrt(variance + Epsilon)) + shift;
    }
}
