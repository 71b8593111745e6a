using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.KvCache;

public sealed record GptConfig(int Vocabulary, int Context, int Width, int Heads, int Layers, double Dropout = 0.1);

[Module]
public sealed partial class CachedAttention(GptConfig config) : Module<Tensor, Tensor>(nameof(CachedAttention))
{
    private readonly Linear W_query = Linear(config.Width, config.Width, hasBias: false);
    private readonly Linear W_key = Linear(config.Width, config.Width, hasBias: false);
    private readonly Linear W_value = Linear(config.Width, config.Width, hasBias: false);
    private readonly Linear out_proj = Linear(config.Width, config.Width);
    [Buffer(Persistent = false)] private partial Tensor? CacheK { get; set; }
    [Buffer(Persistent = false)] private partial Tensor? CacheV { get; set; }
    [Buffer(Persistent = false, Init = nameof(BuildMask))] private Tensor mask = triu(ones(config.Context, config.Context), diagonal: 1);
    private int position;

    public bool UseCache { get; set; }

    public void ResetCache() => (CacheK, CacheV, position) = (null, null, 0);

    public override Tensor forward(Tensor x)
    {
        long length = x.shape[1];
        Tensor queries = Split(W_query.call(x)), keys = Split(W_key.call(x)), values = Split(W_value.call(x));
        if (UseCache)
        {
            CacheK = keys = CacheK is null ? keys : cat([CacheK, keys], dim: 2);
            CacheV = values = CacheV is null ? values : cat([CacheV, values], dim: 2);
        }

        Tensor hidden = mask[TensorIndex.Slice(position, position + length), TensorIndex.Slice(0, keys.shape[2])].to(ScalarType.Bool);
        position += UseCache ? (int)length : 0;
        Tensor scores = queries.matmul(keys.transpose(2, 3)) / Math.Sqrt(config.Width / config.Heads);
        Tensor weights = scores.masked_fill(hidden, float.NegativeInfinity).softmax(-1);
        return out_proj.call(weights.matmul(values).transpose(1, 2).reshape(x.shape));
    }

    private Tensor BuildMask(Device device) => triu(ones(config.Context, config.Context, device: device), diagonal: 1);

    private Tensor Split(Tensor x) => x.view(x.shape[0], x.shape[1], config.Heads, -1).transpose(1, 2);
}

[Module]
public sealed partial class Block(GptConfig config) : Module<Tensor, Tensor>(nameof(Block))
{
    private readonly CachedAttention att = new(config);
    private readonly Sequential ff = Sequential(Linear(config.Width, 4 * config.Width), GELU(), Linear(4 * config.Width, config.Width));
    private readonly LayerNorm norm1 = LayerNorm(config.Width), norm2 = LayerNorm(config.Width);
    private readonly Dropout drop = Dropout(config.Dropout);

    public void Use(bool cache)
    {
        att.UseCache = cache;
        att.ResetCache();
    }

    public override Tensor forward(Tensor x)
    {
        x = x + drop.call(att.call(norm1.call(x)));
        return x + drop.call(ff.call(norm2.call(x)));
    }
}

[Module]
public sealed partial class Gpt(GptConfig config) : Module<Tensor, Tensor>(nameof(Gpt))
{
    private readonly Embedding tok_emb = Embedding(config.Vocabulary, config.Width);
    private readonly Embedding pos_emb = Embedding(config.Context, config.Width);
    [Submodule("trf_blocks")] private readonly Block[] blocks = [.. Enumerable.Range(0, config.Layers).Select(_ => new Block(config))];
    private readonly LayerNorm final_norm = LayerNorm(config.Width);
    [NotRegistered] private Linear? tied;
    private int position;

    public override Tensor forward(Tensor tokens)
    {
        Tensor x = tok_emb.call(tokens) + pos_emb.call(arange(position, position + tokens.shape[1], device: tokens.device));
        x = blocks.Aggregate(x, static (hidden, block) => block.call(hidden));
        tied ??= Tie();
        return tied.call(final_norm.call(x));
    }

    public IEnumerable<long> Generate(Tensor tokens, int count)
    {
        foreach (Block block in blocks)
        {
            block.Use(cache: true);
        }

        using (no_grad())
        {
            for (int i = 0; i < count; i++)
            {
                using Tensor logits = call(tokens);
                position += (int)tokens.shape[1];
                tokens = logits[.., -1].argmax(-1, keepdim: true);
                yield return tokens.item<long>();
            }
        }
    }

    private Linear Tie()
    {
        Linear head = Linear(config.Width, config.Vocabulary, hasBias: false);
        head.weight = tok_emb.weight;
        return head;
    }
}
