using System;
using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Habits.Gpt;

public static class Cases
{
    public static IEnumerable<(Func<Module<Tensor, Tensor>> Make, Func<Tensor> Input)> All =>
    [
        (() => new GPT(11, 8, 2, 2, 6, tied: true), () => randint(0, 11, [2, 5])),
        (() => new GPT(11, 8, 2, 2, 6, tied: false), () => randint(0, 11, [2, 5])),
        (() => new CausalSelfAttention(8, 2, 6), () => randn(2, 5, 8)),
        (() => new MLP(8), () => randn(2, 8)),
    ];
}

/// <summary>As in minGPT: the mask is a buffer named as in Python.</summary>
public class CausalSelfAttention : Module<Tensor, Tensor>
{
    private readonly Linear c_attn;
    private readonly Linear c_proj;
    private readonly Tensor bias;
    private readonly long _heads;

    public CausalSelfAttention(long width, long heads, long block) : base("CausalSelfAttention")
    {
        _heads = heads;
        c_attn = Linear(width, 3 * width);
        c_proj = Linear(width, width);

        // causal mask to ensure that attention is only applied to the left
        var mask = tril(ones(block, block)).view(1, 1, block, block);
        bias = mask;
        register_buffer("bias", mask);

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        long b = x.shape[0], t = x.shape[1], c = x.shape[2];
        Tensor[] qkv = c_attn.call(x).chunk(3, 2);
        Tensor q = qkv[0].view(b, t, _heads, c / _heads).transpose(1, 2);
        Tensor k = qkv[1].view(b, t, _heads, c / _heads).transpose(1, 2);
        Tensor v = qkv[2].view(b, t, _heads, c / _heads).transpose(1, 2);
        Tensor att = q.matmul(k.transpose(-2, -1)) / Math.Sqrt(c / _heads);
        att = att.masked_fill(bias[.., .., ..(int)t, ..(int)t].eq(0), float.NegativeInfinity);
        return c_proj.call(functional.softmax(att, -1).matmul(v).transpose(1, 2).reshape(b, t, c));
    }
}

public class MLP : Module<Tensor, Tensor>
{
    private readonly Linear c_fc, c_proj;
    private readonly GELU act = GELU();

    public MLP(long width) : base("MLP")
    {
        c_fc = Linear(width, 4 * width);
        c_proj = Linear(4 * width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => c_proj.call(act.call(c_fc.call(x)));
}

public class Block : Module<Tensor, Tensor>
{
    private readonly LayerNorm ln_1;
    private readonly CausalSelfAttention attn;
    private readonly LayerNorm ln_2;
    private readonly MLP mlp;

    public Block(long width, long heads, long block) : base("Block")
    {
        ln_1 = LayerNorm(width);
        attn = new CausalSelfAttention(width, heads, block);
        ln_2 = LayerNorm(width);
        mlp = new MLP(width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = x + attn.call(ln_1.call(x));
        return x + mlp.call(ln_2.call(x));
    }
}

public class GPT : Module<Tensor, Tensor>
{
    private readonly Embedding wte;
    private readonly Embedding wpe;
    private readonly ModuleList<Block> h;
    private readonly LayerNorm ln_f;
    private readonly Linear? lm_head;

    public GPT(long vocabulary, long width, long heads, int layers, long block, bool tied) : base("GPT")
    {
        wte = Embedding(vocabulary, width);
        wpe = Embedding(block, width);
        h = ModuleList<Block>();
        for (int i = 0; i < layers; i++)
        {
            h.Add(new Block(width, heads, block));
        }

        ln_f = LayerNorm(width);
        if (!tied)
        {
            lm_head = Linear(width, vocabulary, hasBias: false);
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor idx)
    {
        Tensor pos = arange(idx.shape[1], device: idx.device);
        Tensor x = wte.call(idx) + wpe.call(pos);
        foreach (Block block in h)
        {
            x = block.call(x);
        }

        x = ln_f.call(x);
        return lm_head is null ? x.matmul(wte.weight!.t()) : lm_head.call(x);
    }
}
