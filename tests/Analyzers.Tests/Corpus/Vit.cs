using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Vit;

public sealed class PatchEmbed : Module<Tensor, Tensor>
{
    private readonly Conv2d proj;

    public PatchEmbed(long channels, long width, long patch) : base(nameof(PatchEmbed))
    {
        proj = Conv2d(channels, width, patch, stride: patch);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => proj.call(x).flatten(2).transpose(1, 2);
}

/// <summary>Tokens that learn are parameters, whatever the declared type of their field says.</summary>
public sealed class VisionTransformer : Module<Tensor, Tensor>
{
    private readonly PatchEmbed patch_embed;
    private readonly Tensor cls_token; // silent: TSG1015
    private readonly Tensor pos_embed; // silent: TSG1001
    private readonly ModuleList<TransformerEncoderLayer> blocks;
    private readonly LayerNorm norm;
    private readonly Linear head;

    public VisionTransformer(long patches, long width, int depth, long classes) : base(nameof(VisionTransformer))
    {
        patch_embed = new PatchEmbed(3, width, 16);
        cls_token = Parameter(zeros(1, 1, width));
        pos_embed = Parameter(randn(1, patches + 1, width) * 0.02);
        blocks = new ModuleList<TransformerEncoderLayer>();
        for (int i = 0; i < depth; i++)
        {
            blocks.Add(TransformerEncoderLayer(width, 4));
        }

        norm = LayerNorm(width);
        head = classes > 0 ? Linear(width, classes) : null!;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = patch_embed.call(x);
        x = cat([cls_token.expand(x.shape[0], -1, -1), x], dim: 1) + pos_embed;
        foreach (var block in blocks)
        {
            x = block.call(x, null, null);
        }

        return head.call(norm.call(x)[.., 0]);
    }
}

/// <summary>A plain tensor that asks for gradients: it gets them, and no optimizer ever sees it.</summary>
public sealed class LearnedPosition : Module<Tensor, Tensor>
{
    private readonly Tensor pos_embed;
    private readonly Linear head;

    public LearnedPosition(long patches, long width) : base(nameof(LearnedPosition))
    {
        pos_embed = zeros(1, patches, width, requires_grad: true); // expect: TSG1015
        head = Linear(width, 10);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(x + pos_embed);
}

/// <summary>Fixed positions from sines, and one list of blocks that nobody looks into.</summary>
public sealed class SimpleVit : Module<Tensor, Tensor>
{
    private readonly List<TransformerEncoderLayer> layers = []; // expect: TSG1005
    private readonly Tensor posemb;
    private readonly Linear head;

    public SimpleVit(int height, int width, int channels) : base(nameof(SimpleVit))
    {
        posemb = SineCosine(height, width, channels);
        for (int i = 0; i < 2; i++)
        {
            layers.Add(TransformerEncoderLayer(channels, 2));
        }

        head = Linear(channels, 10);
        RegisterComponents();
    }

    private static Tensor SineCosine(int height, int width, int channels)
    {
        var y = arange(height, dtype: float32).unsqueeze(1).expand(height, width).flatten();
        var omega = 1.0 / pow(10000.0, arange(channels / 2, dtype: float32) / (channels / 2 - 1));
        var angles = y.unsqueeze(1) * omega.unsqueeze(0);
        return cat([angles.sin(), angles.cos()], dim: 1);
    }

    public override Tensor forward(Tensor x)
    {
        x = x + posemb;
        foreach (var layer in layers)
        {
            x = layer.call(x, null, null);
        }

        return head.call(x.mean([1]));
    }
}
