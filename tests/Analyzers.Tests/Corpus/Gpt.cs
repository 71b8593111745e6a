using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Gpt;

public sealed record GptConfig(int Vocab, int Block, int Layers, int Heads, int Width, double Dropout);

/// <summary>The mask is a field, assigned before the one registration: saved and moved like a buffer.</summary>
public sealed class SelfAttention : Module<Tensor, Tensor>
{
    private readonly Linear qkv;
    private readonly Linear proj;
    private readonly Dropout drop;
    private readonly Tensor mask; // silent: TSG1001
    private readonly int heads;

    public SelfAttention(GptConfig config) : base(nameof(SelfAttention))
    {
        heads = config.Heads;
        qkv = Linear(config.Width, 3 * config.Width, hasBias: false);
        proj = Linear(config.Width, config.Width);
        drop = Dropout(config.Dropout);
        mask = tril(ones(config.Block, config.Block));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var (b, t, c) = (x.shape[0], x.shape[1], x.shape[2]);
        var parts = qkv.call(x).chunk(3, dim: -1);
        var q = parts[0].view(b, t, heads, -1).transpose(1, 2);
        var k = parts[1].view(b, t, heads, -1).transpose(1, 2);
        var v = parts[2].view(b, t, heads, -1).transpose(1, 2);
        var weights = q.matmul(k.transpose(-2, -1)) / Math.Sqrt(c / heads);
        weights = weights.masked_fill(mask[..(int)t, ..(int)t] == 0, double.NegativeInfinity);
        weights = drop.call(functional.softmax(weights, dim: -1));
        return proj.call(weights.matmul(v).transpose(1, 2).reshape(b, t, c));
    }
}

public sealed class Block : Module<Tensor, Tensor>
{
    private readonly LayerNorm ln1, ln2;
    private readonly SelfAttention attention;
    private readonly Sequential mlp;

    public Block(GptConfig config) : base(nameof(Block))
    {
        ln1 = LayerNorm(config.Width);
        ln2 = LayerNorm(config.Width);
        attention = new SelfAttention(config);
        mlp = Sequential(
            ("fc", Linear(config.Width, 4 * config.Width)),
            ("act", GELU()),
            ("proj", Linear(4 * config.Width, config.Width)),
            ("drop", Dropout(config.Dropout)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = x + attention.call(ln1.call(x));
        return x + mlp.call(ln2.call(x));
    }
}

/// <summary>Positions are made on the device of the tokens.</summary>
public sealed class Gpt : Module<Tensor, Tensor>
{
    private readonly GptConfig config;
    private readonly Embedding wte, wpe;
    private readonly Dropout drop;
    private readonly ModuleList<Block> h;
    private readonly LayerNorm ln_f;
    private readonly Linear lm_head;

    public Gpt(GptConfig config) : base(nameof(Gpt))
    {
        this.config = config;
        wte = Embedding(config.Vocab, config.Width);
        wpe = Embedding(config.Block, config.Width);
        drop = Dropout(config.Dropout);
        h = new ModuleList<Block>(Enumerable.Range(0, config.Layers).Select(_ => new Block(config)).ToArray());
        ln_f = LayerNorm(config.Width);
        lm_head = Linear(config.Width, config.Vocab, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var positions = arange(tokens.shape[1], device: tokens.device); // silent: TSG1011
        var x = drop.call(wte.call(tokens) + wpe.call(positions));
        foreach (var block in h)
        {
            x = block.call(x);
        }

        return lm_head.call(ln_f.call(x));
    }

    /// <summary>Grows the tokens that it was given, wherever they are.</summary>
    public Tensor Continue(Tensor tokens, int count)
    {
        using var _ = no_grad();
        for (int i = 0; i < count; i++)
        {
            var window = tokens.shape[1] <= config.Block ? tokens : tokens[.., ^config.Block..];
            var logits = call(window)[.., -1, ..];
            var next = multinomial(functional.softmax(logits, -1), 1);
            tokens = cat([tokens, next], dim: 1);
        }

        return tokens;
    }
}

/// <summary>The positions stay on the CPU, and meet the table of a layer that has moved.</summary>
public sealed class GptWithCpuPositions : Module<Tensor, Tensor>
{
    private readonly Embedding wte;
    private readonly Embedding wpe;

    public GptWithCpuPositions(GptConfig config) : base(nameof(GptWithCpuPositions))
    {
        wte = Embedding(config.Vocab, config.Width);
        wpe = Embedding(config.Block, config.Width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var t = tokens.shape[1];
        var positions = arange(0, t, dtype: int64); // expect: TSG1011
        return wte.call(tokens) + wpe.call(positions);
    }
}
