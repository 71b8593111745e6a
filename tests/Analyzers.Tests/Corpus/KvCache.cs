using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Llama;

/// <summary>Created after registration to stay out of the checkpoint, and brought to the input's device before use.</summary>
public sealed class CachedAttention : Module<Tensor, int, Tensor>
{
    private readonly Linear wq;
    private readonly Linear wk;
    private Tensor cache_k;

    public CachedAttention(int dim, int maxBatch, int maxLen) : base(nameof(CachedAttention))
    {
        wq = Linear(dim, dim, hasBias: false);
        wk = Linear(dim, dim, hasBias: false);
        RegisterComponents();

        cache_k = zeros(maxBatch, maxLen, dim);
    }

    public override Tensor forward(Tensor x, int start)
    {
        var k = wk.call(x);
        cache_k = cache_k.to(x.device);
        cache_k[..(int)x.shape[0], start..(start + (int)x.shape[1])] = k;
        return wq.call(x).matmul(cache_k.transpose(1, 2));
    }
}

/// <summary>Null at registration, overwritten from the input.</summary>
public sealed class GrowingCache : Module<Tensor, Tensor>
{
    private readonly Linear wk;
    private Tensor? past;

    public GrowingCache(int dim) : base(nameof(GrowingCache))
    {
        wk = Linear(dim, dim);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var k = wk.call(x);
        past = past is null ? k : cat([past, k], 1);
        return past;
    }

    public void Reset()
    {
        past?.Dispose();
        past = null;
    }
}

/// <summary>The cache is pinned to the device that the constructor is told.</summary>
public sealed class PinnedCache : Module<Tensor, Tensor>
{
    private readonly Linear wk;
    private readonly Tensor table;

    public PinnedCache(int dim, Device? device = null) : base(nameof(PinnedCache))
    {
        wk = Linear(dim, dim, device: device);
        RegisterComponents();
        table = zeros(dim, dim, device: device);
    }

    public override Tensor forward(Tensor x) => wk.call(x) + table;
}

public sealed class KvHolder
{
    private readonly List<Tensor> keys = new();
    private Tensor? last;

    public void Add(Tensor key)
    {
        last = key;
        keys.Add(key);
    }

    public Tensor All() => cat(keys, 1);
}
