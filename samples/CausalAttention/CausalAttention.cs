using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Causal self-attention over a batch of token embeddings. The mask is a buffer: it moves and is saved with the module.</summary>
[Module]
internal sealed partial class CausalAttention(long dIn, long dOut, long contextLength, double dropoutRate)
    : Module<Tensor, Tensor>(nameof(CausalAttention))
{
    private readonly Linear W_query = Linear(dIn, dOut, hasBias: false);
    private readonly Linear W_key = Linear(dIn, dOut, hasBias: false);
    private readonly Linear W_value = Linear(dIn, dOut, hasBias: false);
    private readonly Dropout dropout = Dropout(dropoutRate);

    [Buffer] private Tensor mask = triu(ones(contextLength, contextLength), diagonal: 1);

    public Tensor Mask => mask;

    public Tensor QueryWeight => W_query.weight!;

    /// <param name="x">Embeddings of shape [batch, tokens, dIn].</param>
    /// <returns>Context vectors of shape [batch, tokens, dOut].</returns>
    public override Tensor forward(Tensor x) => Attention.Attend(x, W_query, W_key, W_value, dropout, mask);
}
