using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MiniGpt.Model;

/// <summary>The book's GPTModel. Its members have the Python names, so its keys are those of a PyTorch checkpoint.</summary>
[Module]
internal sealed partial class GPTModel(GptConfig config) : Module<Tensor, Tensor>(nameof(GPTModel))
{
    private readonly Embedding tok_emb = Embedding(config.VocabularySize, config.Width);
    private readonly Embedding pos_emb = Embedding(config.ContextLength, config.Width);
    private readonly Dropout drop_emb = Dropout(config.DropRate);
    private readonly Sequential trf_blocks = Sequential(Enumerable.Range(0, config.Layers).Select(_ => new TransformerBlock(config)));
    private readonly LayerNorm final_norm = new(config.Width);
    private readonly Linear out_head = Linear(config.Width, config.VocabularySize, hasBias: false);

    public override Tensor forward(Tensor tokens)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor positions = arange(tokens.shape[1], device: tokens.device);
        Tensor x = drop_emb.call(tok_emb.call(tokens) + pos_emb.call(positions));
        return out_head.call(final_norm.call(trf_blocks.call(x))).MoveToOuterDisposeScope();
    }
}
