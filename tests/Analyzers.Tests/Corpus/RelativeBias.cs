using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.RelativeBias;

/// <summary>Buckets are computed where the scores are.</summary>
public sealed class T5Attention : Module<Tensor, Tensor>
{
    private readonly Linear q, k;
    private readonly Embedding relative_attention_bias;

    public T5Attention(long width, long buckets, long heads) : base(nameof(T5Attention))
    {
        q = Linear(width, width, hasBias: false);
        k = Linear(width, width, hasBias: false);
        relative_attention_bias = Embedding(buckets, heads);
        RegisterComponents();
    }

    private Tensor Bias(long length, Device device)
    {
        var position = arange(length, device: device); // silent: TSG1011
        var distance = (position.unsqueeze(0) - position.unsqueeze(1)).clamp(0, 31);
        return relative_attention_bias.call(distance).permute(2, 0, 1);
    }

    public override Tensor forward(Tensor x) => q.call(x).matmul(k.call(x).transpose(-1, -2)) + Bias(x.shape[1], x.device);
}

/// <summary>Slopes of ALiBi as a buffer that every use copies to the input's device: it could be registered.</summary>
public sealed class Alibi : Module<Tensor, Tensor>
{
    private readonly Tensor slopes;

    public Alibi(int heads) : base(nameof(Alibi))
    {
        RegisterComponents();
        slopes = tensor(Enumerable.Range(1, heads).Select(i => MathF.Pow(2, -8f * i / heads)).ToArray()); // silent: TSG1003
    }

    public override Tensor forward(Tensor scores) => scores + slopes.to(scores.device).view(-1, 1, 1); // expect: TSG1014
}

/// <summary>Buckets on the CPU go into an embedding that has moved.</summary>
public sealed class CpuBuckets : Module<Tensor, Tensor>
{
    private readonly Linear q;
    private readonly Embedding bias;

    public CpuBuckets(long width, long buckets) : base(nameof(CpuBuckets))
    {
        q = Linear(width, width);
        bias = Embedding(buckets, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var n = x.shape[1];
        var distance = (arange(n).unsqueeze(0) - arange(n).unsqueeze(1)).abs(); // expect: TSG1011, TSG1011
        return q.call(x) + bias.call(distance).squeeze(-1).sum();
    }
}
