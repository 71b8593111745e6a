using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Translation;

[Module]
public sealed partial class CrossAttention : Module<Tensor, Tensor, Tensor>
{
    private readonly Linear q_proj, k_proj, v_proj;
    [Submodule("out_proj", Aliases = ["o_proj", "wo"])] private readonly Linear output;
    private readonly long heads;

    public CrossAttention(long width, long heads)
        : base(nameof(CrossAttention))
    {
        this.heads = heads;
        (q_proj, k_proj, v_proj, output) = (Linear(width, width), Linear(width, width), Linear(width, width), Linear(width, width));
    }

    public override Tensor forward(Tensor x, Tensor memory)
    {
        Tensor q = Split(q_proj.call(x)), k = Split(k_proj.call(memory)), v = Split(v_proj.call(memory));
        return output.call(functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2));
    }

    private Tensor Split(Tensor x) => x.unflatten(-1, [heads, -1]).transpose(1, 2);
}

[Module]
public sealed partial class Decoder(long width, long heads, int depth) : Module<Tensor, Tensor, Tensor>(nameof(Decoder))
{
    [Submodule] private readonly Dictionary<string, CrossAttention>[] layers =
        [.. Enumerable.Range(0, depth).Select(_ => new Dictionary<string, CrossAttention>
        {
            ["self_attn"] = new(width, heads),
            ["encoder_attn"] = new(width, heads),
        })];

    private readonly LayerNorm layer_norm = LayerNorm(width);

    public override Tensor forward(Tensor x, Tensor memory)
    {
        foreach (var layer in layers)
        {
            x = x + layer["self_attn"].call(x, x);
            x = x + layer["encoder_attn"].call(x, memory);
        }

        return layer_norm.call(x);
    }
}

[Module]
public sealed partial class Translator(long vocabulary, long width) : Module<Tensor, Tensor, Tensor>(nameof(Translator))
{
    private readonly Embedding shared = Embedding(vocabulary, width);
    private readonly TransformerEncoder encoder = TransformerEncoder(TransformerEncoderLayer(width, 4), 2);
    private readonly Decoder decoder = new(width, 4, 2);
    [Buffer("final_logits_bias")] private Tensor bias = zeros(1, vocabulary);
    [Parameter("lm_head")] public Parameter? Head { get; set; }

    public override Tensor forward(Tensor source, Tensor target)
    {
        Tensor memory = encoder.call(shared.call(source), null, null);
        Tensor x = decoder.call(shared.call(target), memory);
        return x.matmul((Head ?? shared.weight!).t()) + bias;
    }
}
