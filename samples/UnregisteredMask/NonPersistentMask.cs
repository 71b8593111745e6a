using TorchSharp;
using static TorchSharp.torch;

namespace UnregisteredMask;

/// <summary>The mask is a buffer that is not to be saved. TorchSharp does not move it either.</summary>
internal sealed class NonPersistentMask : nn.Module<Tensor, Tensor>
{
    private readonly Tensor mask;

    public NonPersistentMask(long contextLength)
        : base(nameof(NonPersistentMask))
    {
        mask = triu(ones(contextLength, contextLength), diagonal: 1);
        register_buffer(nameof(mask), mask, persistent: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x * mask;
}
