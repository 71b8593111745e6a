using TorchSharp;
using static TorchSharp.torch;

namespace UnregisteredMask;

/// <summary>The mask comes after the registration, which looks at what the fields hold at that moment.</summary>
internal sealed class LateMask : nn.Module<Tensor, Tensor>
{
    private readonly Tensor mask;

    public LateMask(long contextLength)
        : base(nameof(LateMask))
    {
        RegisterComponents();
        mask = triu(ones(contextLength, contextLength), diagonal: 1);
    }

    public override Tensor forward(Tensor x) => x * mask;
}
