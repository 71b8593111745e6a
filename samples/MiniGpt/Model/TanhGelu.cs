using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MiniGpt.Model;

/// <summary>The tanh approximation of GELU that the book uses; TorchSharp's own GELU is the exact one.</summary>
internal sealed class TanhGelu() : Module<Tensor, Tensor>(nameof(TanhGelu))
{
    public override Tensor forward(Tensor x) => 0.5 * x * (1 + tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))));
}
