using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Segmentation;

public sealed class MixFfn : Module<Tensor, Tensor>
{
    private readonly Linear fc1, fc2;
    private readonly Conv2d dwconv;

    public MixFfn(long width) : base(nameof(MixFfn))
    {
        fc1 = Linear(width, 2 * width);
        dwconv = Conv2d(2 * width, 2 * width, 3, padding: 1, groups: 2 * width);
        fc2 = Linear(2 * width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => fc2.call(functional.gelu(fc1.call(x)));
}

/// <summary>Stages differ in width, and stay where nobody moves them.</summary>
public sealed class MixTransformer : Module<Tensor, Tensor>
{
    private readonly MixFfn[] stages; // expect: TSG1005
    private readonly List<long> widths = [32, 64]; // silent: TSG1005
    private readonly LayerNorm norm;

    public MixTransformer() : base(nameof(MixTransformer))
    {
        stages = widths.Select(width => new MixFfn(width)).ToArray();
        norm = LayerNorm(64);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        foreach (var stage in stages)
        {
            x = stage.call(x);
        }

        return norm.call(x);
    }
}

/// <summary>The array of heads is a view of members that are registered one by one.</summary>
public sealed class SegFormerHead : Module<Tensor[], Tensor>
{
    private readonly Linear linear_c1, linear_c2, linear_c3;
    private readonly Linear[] all; // silent: TSG1005
    private readonly Conv2d linear_fuse;
    private readonly BatchNorm2d bn;

    public SegFormerHead(long[] channels, long width, long classes) : base(nameof(SegFormerHead))
    {
        linear_c1 = Linear(channels[0], width);
        linear_c2 = Linear(channels[1], width);
        linear_c3 = Linear(channels[2], width);
        all = [linear_c1, linear_c2, linear_c3];
        linear_fuse = Conv2d(3 * width, classes, 1);
        bn = BatchNorm2d(classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor[] features)
    {
        var size = features[0].shape[2..];
        var mapped = features.Select((feature, i) =>
        {
            var y = all[i].call(feature.flatten(2).transpose(1, 2)).transpose(1, 2).unflatten(2, feature.shape[2..]);
            return functional.interpolate(y, size: size, mode: InterpolationMode.Bilinear);
        });
        return bn.call(linear_fuse.call(cat(mapped.ToArray(), dim: 1)));
    }
}
