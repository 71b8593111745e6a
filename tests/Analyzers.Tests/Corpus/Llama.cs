using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.LlamaModel;

public sealed class RmsNorm : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly double eps;

    public RmsNorm(long width, double eps = 1e-6) : base(nameof(RmsNorm))
    {
        this.eps = eps;
        weight = Parameter(ones(width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => weight * x * rsqrt(x.pow(2).mean([-1], keepdim: true) + eps);
}

/// <summary>The table is made after registration to stay out of the checkpoint; every use moves it.</summary>
public sealed class Rope : Module<Tensor, int, Tensor>
{
    private Tensor table;

    public Rope(int width, int length) : base(nameof(Rope))
    {
        RegisterComponents();
        var theta = 1.0 / pow(10000.0, arange(0, width, 2, dtype: float32) / width);
        table = outer(arange(length, dtype: float32), theta); // silent: TSG1003
    }

    public override Tensor forward(Tensor x, int start)
    {
        if (table.device != x.device)
        {
            table = table.to(x.device); // silent: TSG1004
        }

        var angles = table[start..(start + (int)x.shape[1])];
        return x * angles.cos() + RotateHalf(x) * angles.sin();
    }

    private static Tensor RotateHalf(Tensor x)
    {
        var halves = x.chunk(2, dim: -1);
        return cat([-halves[1], halves[0]], dim: -1);
    }
}

/// <summary>The cache is no member's first value: it is what the last call left behind.</summary>
public sealed class LlamaAttention : Module<Tensor, int, Tensor>
{
    private readonly Linear wq, wk, wv, wo;
    private readonly Rope rope;
    private Tensor? cacheK;
    private Tensor? cacheV;

    public LlamaAttention(int width, int length) : base(nameof(LlamaAttention))
    {
        wq = Linear(width, width, hasBias: false);
        wk = Linear(width, width, hasBias: false);
        wv = Linear(width, width, hasBias: false);
        wo = Linear(width, width, hasBias: false);
        rope = new Rope(width, length);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, int start)
    {
        var q = rope.call(wq.call(x), start);
        var k = rope.call(wk.call(x), start);
        var v = wv.call(x);
        if (start == 0)
        {
            (cacheK, cacheV) = (k, v); // silent: TSG1004
        }
        else
        {
            cacheK = cat([cacheK!, k], dim: 1); // silent: TSG1004
            cacheV = cat([cacheV!, v], dim: 1); // silent: TSG1004
        }

        var scores = q.matmul(cacheK.transpose(-2, -1)) / Math.Sqrt(q.shape[^1]);
        if (x.shape[1] > 1)
        {
            var mask = full([x.shape[1], cacheK.shape[1]], float.NegativeInfinity, device: x.device).triu(start + 1); // silent: TSG1011
            scores = scores + mask;
        }

        return wo.call(functional.softmax(scores, -1).matmul(cacheV));
    }
}

/// <summary>Added to scores that live where the weights are.</summary>
public sealed class MaskMadeOnCpu : Module<Tensor, Tensor>
{
    private readonly Linear wq, wk;

    public MaskMadeOnCpu(int width) : base(nameof(MaskMadeOnCpu))
    {
        wq = Linear(width, width, hasBias: false);
        wk = Linear(width, width, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var length = x.shape[1];
        var scores = wq.call(x).matmul(wk.call(x).transpose(-2, -1));
        var mask = full([length, length], float.NegativeInfinity); // expect: TSG1011
        mask = triu(mask, diagonal: 1);
        return scores + mask;
    }
}
