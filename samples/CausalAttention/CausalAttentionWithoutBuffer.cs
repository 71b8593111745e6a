using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>
/// The same module with the mask that the lesson starts from: a plain attribute in PyTorch, <c>[NotRegistered]</c> here.
/// It stays where it was made and is in no state_dict.
/// </summary>
[Module]
internal sealed partial class CausalAttentionWithoutBuffer(long dIn, long dOut, long contextLength, double dropoutRate)
    : Module<Tensor, Tensor>(nameof(CausalAttentionWithoutBuffer))
{
    private readonly Linear W_query = Linear(dIn, dOut, hasBias: false);
    private readonly Linear W_key = Linear(dIn, dOut, hasBias: false);
    private readonly Linear W_value = Linear(dIn, dOut, hasBias: false);
    private readonly Dropout dropout = Dropout(dropoutRate);

    [NotRegistered] private readonly Tensor mask = triu(ones(contextLength, contextLength), diagonal: 1);

    public Tensor Mask => mask;

    public Tensor QueryWeight => W_query.weight!;

    /// <inheritdoc cref="CausalAttention.forward"/>
    public override Tensor forward(Tensor x) => Attention.Attend(x, W_query, W_key, W_value, dropout, mask);
}
