using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MiniGpt.Model;

[Module]
internal sealed partial class MultiHeadAttention(GptConfig config) : Module<Tensor, Tensor>(nameof(MultiHeadAttention))
{
    private readonly Linear W_query = Linear(config.Width, config.Width, hasBias: false);
    private readonly Linear W_key = Linear(config.Width, config.Width, hasBias: false);
    private readonly Linear W_value = Linear(config.Width, config.Width, hasBias: false);
    private readonly Linear out_proj = Linear(config.Width, config.Width);
    private readonly Dropout dropout = Dropout(config.DropRate);

    /// <summary>1 where a position must not look: at those after it. A buffer, so it moves and is saved with the weights.</summary>
    [Buffer] private Tensor mask = triu(ones(config.ContextLength, config.ContextLength), diagonal: 1);

    public override Tensor forward(Tensor x)
    {
        long length = x.shape[1];
        Tensor query = SplitHeads(W_query.call(x));
        Tensor key = SplitHeads(W_key.call(x));
        Tensor value = SplitHeads(W_value.call(x));

        Tensor hidden = mask[TensorIndex.Slice(0, length), TensorIndex.Slice(0, length)].to_type(ScalarType.Bool);
        Tensor scores = query.matmul(key.transpose(2, 3)) / Math.Sqrt(config.Width / config.Heads);
        Tensor weights = dropout.call(scores.masked_fill(hidden, double.NegativeInfinity).softmax(-1));
        return out_proj.call(weights.matmul(value).transpose(1, 2).reshape(x.shape));
    }

    private Tensor SplitHeads(Tensor x) => x.view(x.shape[0], x.shape[1], config.Heads, config.Width / config.Heads).transpose(1, 2);
}
