using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MiniGpt.Model;

[Module]
internal sealed partial class TransformerBlock(GptConfig config) : Module<Tensor, Tensor>(nameof(TransformerBlock))
{
    private readonly MultiHeadAttention att = new(config);
    private readonly FeedForward ff = new(config.Width);
    private readonly LayerNorm norm1 = new(config.Width);
    private readonly LayerNorm norm2 = new(config.Width);
    private readonly Dropout drop_shortcut = Dropout(config.DropRate);

    public override Tensor forward(Tensor x)
    {
        x = x + drop_shortcut.call(att.call(norm1.call(x)));
        return x + drop_shortcut.call(ff.call(norm2.call(x)));
    }
}
