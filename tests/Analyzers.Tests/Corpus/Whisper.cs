using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Whisper;

/// <summary>Keys and values of the encoder are computed once a clip, and kept in a dictionary that the caller owns.</summary>
public sealed class CrossAttention : Module<Tensor, Tensor, Dictionary<string, Tensor>, Tensor>
{
    private readonly Linear query, key, value, @out;

    public CrossAttention(long width) : base(nameof(CrossAttention))
    {
        query = Linear(width, width);
        key = Linear(width, width, hasBias: false);
        value = Linear(width, width);
        @out = Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor audio, Dictionary<string, Tensor> cache)
    {
        if (!cache.TryGetValue("k", out var k))
        {
            cache["k"] = k = key.call(audio);
            cache["v"] = value.call(audio);
        }

        var scores = query.call(x).matmul(k.transpose(-2, -1));
        return @out.call(functional.softmax(scores, -1).matmul(cache["v"]));
    }
}

/// <summary>The sines are registered under the name of the field that holds them.</summary>
public sealed class AudioEncoder : Module<Tensor, Tensor>
{
    private readonly Conv1d conv1, conv2;
    private readonly Tensor positional_embedding;
    private readonly LayerNorm ln_post;

    public AudioEncoder(long mels, long context, long width) : base(nameof(AudioEncoder))
    {
        conv1 = Conv1d(mels, width, 3, padding: 1);
        conv2 = Conv1d(width, width, 3, stride: 2, padding: 1);
        positional_embedding = Sinusoids(context, width);
        register_buffer("positional_embedding", positional_embedding); // silent: TSG1018
        ln_post = LayerNorm(width);
        RegisterComponents();
    }

    private static Tensor Sinusoids(long length, long channels)
    {
        var increment = Math.Log(10000) / (channels / 2 - 1);
        var scale = exp(-increment * arange(channels / 2));
        var time = arange(length).unsqueeze(1) * scale.unsqueeze(0);
        return cat([time.sin(), time.cos()], dim: 1);
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.gelu(conv1.call(x));
        x = functional.gelu(conv2.call(x)).permute(0, 2, 1);
        return ln_post.call(x + positional_embedding);
    }
}

/// <summary>A mask that is not saved, and for that reason is not moved either.</summary>
public sealed class TextDecoder : Module<Tensor, Tensor>
{
    private readonly Embedding token_embedding;
    private readonly Tensor mask;

    public TextDecoder(long vocab, long context, long width) : base(nameof(TextDecoder))
    {
        token_embedding = Embedding(vocab, width);
        mask = full([context, context], float.NegativeInfinity).triu(1);
        register_buffer("mask", mask, persistent: false); // expect: TSG1007
        register_module("token_embedding", token_embedding);
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = token_embedding.call(tokens);
        return x.matmul(x.transpose(-2, -1)) + mask;
    }
}

/// <summary>The decoding loop works on what the model gives back.</summary>
public sealed class GreedyDecoder(TextDecoder decoder, Device device)
{
    public List<long> Decode(int count)
    {
        var tokens = new List<long> { 50258 };
        for (int i = 0; i < count; i++)
        {
            var input = tensor(tokens.ToArray(), device: device).unsqueeze(0); // silent: TSG1011
            tokens.Add(decoder.call(input)[0, -1].argmax().item<long>());
        }

        return tokens;
    }
}
