using TorchSharp;
using static TorchSharp.torch;

namespace UnregisteredMask;

/// <summary>The mask is made anew on each call, on the CPU.</summary>
internal sealed class MaskInForward() : nn.Module<Tensor, Tensor>(nameof(MaskInForward))
{
    public override Tensor forward(Tensor x)
    {
        long n = x.shape[^1];
        Tensor mask = triu(ones(n, n), diagonal: 1);
        return x * mask;
    }
}
