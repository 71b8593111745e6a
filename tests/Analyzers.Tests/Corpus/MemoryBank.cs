using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.MemoryBank;

/// <summary>Nothing is there when registration runs; what fitting learns is neither saved nor moved.</summary>
public sealed class Padim : Module<Tensor, Tensor>
{
    private readonly Sequential backbone;
    private Tensor? mean; // expect: TSG1001
    private Tensor? inverse; // expect: TSG1001

    public Padim(Sequential backbone) : base(nameof(Padim))
    {
        this.backbone = backbone;
        RegisterComponents();
    }

    public void Fit(IEnumerable<Tensor> batches)
    {
        var features = cat(batches.Select(backbone.call).ToArray());
        mean = features.mean([0]); // silent: TSG1004
        var centred = features - mean;
        inverse = linalg.inv(centred.t().matmul(centred) / features.shape[0]); // silent: TSG1004
    }

    public override Tensor forward(Tensor x)
    {
        var delta = backbone.call(x) - mean!;
        return delta.matmul(inverse!).mul(delta).sum(-1).sqrt();
    }
}

/// <summary>The bank begins as an empty tensor: registered, and left behind by the assignment.</summary>
public sealed class PatchCore : Module<Tensor, Tensor>
{
    private readonly Conv2d features;
    private Tensor memory_bank;

    public PatchCore(long width) : base(nameof(PatchCore))
    {
        features = Conv2d(3, width, 3);
        memory_bank = empty(0, width);
        RegisterComponents();
    }

    public void Subsample(Tensor embeddings)
    {
        memory_bank = embeddings[randperm(embeddings.shape[0])[..100]]; // expect: TSG1004
    }

    public override Tensor forward(Tensor x)
    {
        var patches = features.call(x).flatten(2).transpose(1, 2);
        return cdist(patches, memory_bank).min(-1).values;
    }
}

/// <summary>Rows of a queue are overwritten, the pointer is a number.</summary>
public sealed class MocoQueue : Module<Tensor, Tensor>
{
    private readonly Tensor queue;
    private int pointer;

    public MocoQueue(long width, long length) : base(nameof(MocoQueue))
    {
        queue = functional.normalize(randn(length, width), dim: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor keys)
    {
        var similarity = keys.matmul(queue.t());
        queue[pointer..(pointer + (int)keys.shape[0])] = keys.detach(); // silent: TSG1004
        pointer = (pointer + (int)keys.shape[0]) % (int)queue.shape[0];
        return similarity;
    }
}
