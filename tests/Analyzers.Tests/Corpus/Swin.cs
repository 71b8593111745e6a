using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Vision;

public sealed class WindowAttention : Module<Tensor, Tensor>
{
    private readonly Parameter relative_position_bias_table;
    private readonly Tensor relative_position_index;
    private readonly Linear qkv;

    public WindowAttention(int dim, int window, int heads) : base(nameof(WindowAttention))
    {
        relative_position_bias_table = Parameter(zeros((2 * window - 1) * (2 * window - 1), heads));
        var coords = stack(meshgrid([arange(window), arange(window)], indexing: "ij")).flatten(1);
        var relative = (coords.unsqueeze(2) - coords.unsqueeze(1)).permute(1, 2, 0).contiguous();
        relative_position_index = relative.sum(-1);
        qkv = Linear(dim, dim * 3);
        RegisterComponents();
        init.trunc_normal_(relative_position_bias_table, std: .02);
    }

    public override Tensor forward(Tensor x)
    {
        var bias = relative_position_bias_table[relative_position_index.view(-1)].view(4, 4, -1);
        return qkv.call(x) + bias.permute(2, 0, 1).contiguous();
    }
}

/// <summary>An index table that is not registered is harmless: indexing takes indices from the CPU.</summary>
public sealed class IndexOnly : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private readonly Tensor order;
    private readonly Tensor lengths;

    public IndexOnly(int n) : base(nameof(IndexOnly))
    {
        fc = Linear(n, n);
        RegisterComponents();
        order = arange(n).flip(0);
        lengths = arange(n);
    }

    public override Tensor forward(Tensor x) => fc.call(x[order]) * lengths.max().item<long>() + lengths.shape[0];
}

public sealed class PatchEmbed : Module<Tensor, Tensor>
{
    private readonly Conv2d proj;
    private readonly Parameter cls_token = Parameter(zeros(1, 1, 8));
    private readonly Parameter pos_embed;
    private readonly Module<Tensor, Tensor>? norm;

    public PatchEmbed(int patches, bool normalize = false) : base(nameof(PatchEmbed))
    {
        proj = Conv2d(3, 8, 4, stride: 4);
        pos_embed = Parameter(randn(1, patches + 1, 8) * .02);
        norm = normalize ? LayerNorm(8) : null;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = proj.call(x).flatten(2).transpose(1, 2);
        x = cat([cls_token.expand(x.shape[0], -1, -1), x], 1) + pos_embed;
        return norm is null ? x : norm.call(x);
    }
}
