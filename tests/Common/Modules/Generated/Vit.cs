using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Vit;

[Module]
internal partial class PatchEmbedding(int image, int patch, int width) : Module<Tensor, Tensor>(nameof(PatchEmbedding))
{
    private readonly Conv2d proj = Conv2d(3, width, kernel_size: patch, stride: patch);
    private Parameter cls_token = new(zeros(1, 1, width));
    private Parameter pos_embed = new(randn(1, ((image / patch) * (image / patch)) + 1, width) * 0.02);

    public override Tensor forward(Tensor x)
    {
        x = proj.call(x).flatten(2).transpose(1, 2);
        return cat([cls_token.expand(x.shape[0], -1, -1), x], dim: 1) + pos_embed;
    }
}

[Module]
internal partial class EncoderLayer(int width, int heads) : Module<Tensor, Tensor>(nameof(EncoderLayer))
{
    private readonly MultiheadAttention attn = MultiheadAttention(width, heads);
    private readonly LayerNorm norm1 = LayerNorm(width), norm2 = LayerNorm(width);
    private readonly Sequential mlp = Sequential(("fc1", Linear(width, 4 * width)), ("act", GELU()), ("fc2", Linear(4 * width, width)));
    [Parameter("ls1_gamma", Aliases = ["gamma_1"])] private Parameter? gamma;

    public override Tensor forward(Tensor x)
    {
        Tensor y = norm1.call(x);
        (Tensor attended, _) = attn.call(y, y, y, null, false, null);
        x = x + (gamma is null ? attended : attended * gamma);
        return x + mlp.call(norm2.call(x));
    }
}

[Module]
internal sealed partial class VisionTransformer(int image, int patch, int width, int depth, int classes) : Module<Tensor, Tensor>(nameof(VisionTransformer))
{
    private readonly PatchEmbedding patch_embed = new(image, patch, width);
    [Submodule("blocks")] private readonly List<EncoderLayer> layers = [.. from _ in Enumerable.Range(0, depth) select new EncoderLayer(width, 4)];
    private readonly LayerNorm norm = LayerNorm(width);
    private readonly Linear head = Linear(width, classes);
    [Buffer(Persistent = false)] private Tensor pixel_mean = tensor([0.5f, 0.5f, 0.5f]).view(3, 1, 1);
    [NotRegistered] private Tensor? attention_map;

    internal Tensor? AttentionMap => attention_map;

    public override Tensor forward(Tensor x)
    {
        x = patch_embed.call((x - pixel_mean) / pixel_mean);
        foreach (EncoderLayer layer in layers)
        {
            x = layer.call(x);
        }

        attention_map = x.detach();
        return head.call(norm.call(x)[.., 0]);
    }
}
