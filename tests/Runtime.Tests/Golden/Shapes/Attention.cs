using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Golden.Shapes;

[Module]
internal sealed partial class CausalAttention() : Module(nameof(CausalAttention))
{
    private readonly Linear W_query = Linear(3, 2, hasBias: false);
    private readonly Linear W_key = Linear(3, 2, hasBias: false);
    private readonly Linear W_value = Linear(3, 2, hasBias: false);
    private readonly Dropout dropout = Dropout(0);
    [Buffer] private Tensor mask = triu(ones(6, 6), diagonal: 1);
}

/// <summary>Names as C# writes them; the keys are the Python twin's.</summary>
[Module]
[StateNaming(StateNamingPolicy.SnakeCaseLower)]
internal sealed partial class ExplicitKeys() : Module(nameof(ExplicitKeys))
{
    private readonly Linear _wQuery = Linear(2, 2, hasBias: false);
    [Parameter("rope_cos")] private Parameter _cosines = new(ones(2));
    [Buffer] private Tensor CausalMask { get; set; } = ones(2, 2);
    [Buffer("KVCache")] private Tensor _cache = zeros(1, 2);
}

[Module]
internal sealed partial class TransformerBlock() : Module<Tensor, Tensor>(nameof(TransformerBlock))
{
    private readonly CausalAttention att = new();
    private readonly Sequential ff = Sequential(Linear(2, 4), GELU(), Linear(4, 2));
    private readonly LayerNorm norm = LayerNorm(2);

    public override Tensor forward(Tensor input) => input;
}

[Module]
internal sealed partial class Transformer() : Module(nameof(Transformer))
{
    private readonly Embedding tok_emb = Embedding(3, 2);
    private readonly Sequential trf_blocks = Sequential(new TransformerBlock(), new TransformerBlock());
    private readonly Linear out_head = Linear(2, 3, hasBias: false);
}
