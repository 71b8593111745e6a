using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Golden.Shapes;

[Module]
internal sealed partial class TiedLinears : Module
{
    private readonly Linear encoder = Linear(2, 2);
    private readonly Linear decoder = Linear(2, 2);

    public TiedLinears()
        : base(nameof(TiedLinears)) => decoder.weight = encoder.weight;
}

[Module]
internal sealed partial class TiedEmbedding : Module
{
    private readonly Embedding tok_emb = Embedding(3, 2);
    private readonly LayerNorm norm = LayerNorm(2);
    private readonly Linear out_head = Linear(2, 3, hasBias: false);

    public TiedEmbedding()
        : base(nameof(TiedEmbedding)) => out_head.weight = tok_emb.get_parameter("weight")!;
}

/// <summary>As TiedEmbedding, in the way that everybody writes it: Embedding.weight is a new object each time it is read.</summary>
[Module]
internal sealed partial class TiedByProperty : Module
{
    private readonly Embedding tok_emb = Embedding(3, 2);
    private readonly LayerNorm norm = LayerNorm(2);
    private readonly Linear out_head = Linear(2, 3, hasBias: false);

    public TiedByProperty()
        : base(nameof(TiedEmbedding)) => out_head.weight = tok_emb.weight!;
}

[Module]
internal sealed partial class SameModuleTwice : Module
{
    private readonly Leaf encoder = new();
    private readonly Linear bridge = Linear(1, 1);
    private readonly Leaf decoder;

    public SameModuleTwice()
        : base(nameof(SameModuleTwice)) => decoder = encoder;
}

[Module]
internal sealed partial class MaskedBlock(Tensor sharedMask) : Module<Tensor, Tensor>(nameof(MaskedBlock))
{
    [Buffer] private Tensor mask = sharedMask;
    private readonly Linear fc = Linear(1, 1);

    public override Tensor forward(Tensor input) => input;
}

[Module]
internal sealed partial class SharedMask(Tensor mask) : Module(nameof(SharedMask))
{
    private readonly MaskedBlock block_a = new(mask);
    private readonly MaskedBlock block_b = new(mask);
    [Buffer] private Tensor own = mask;

    public SharedMask()
        : this(triu(ones(2, 2), diagonal: 1))
    {
    }
}
