using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Habits.Vision;

public static class Cases
{
    public static IEnumerable<(Func<Module<Tensor, Tensor>> Make, Func<Tensor> Input)> All =>
    [
        (() => new ResNet(4), () => randn(1, 3, 8, 8)),
        (() => new ResNet.Bottleneck(4, 8), () => randn(1, 4, 8, 8)),
        (() => new ViT(8, 4, 8), () => randn(1, 3, 8, 8)),
        (() => new UNet(4), () => randn(1, 3, 8, 8)),
        (() => new SqueezeExcite(8), () => randn(1, 8, 4, 4)),
        (() => new LayerNorm2d(3), () => randn(1, 3, 4, 4)),
        (() => new Normalize(), () => randn(1, 3, 4, 4)),
        (() => new MultiHead(6), () => randn(2, 6)),
        (() => new DropPath(0.1), () => ones(2, 2)),
    ];
}

public class ResNet : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Sequential layer1;
    private readonly Linear fc;

    public ResNet(long width) : base("ResNet")
    {
        conv1 = Conv2d(3, width, 3, padding: 1, bias: false);
        bn1 = BatchNorm2d(width);
        var blocks = new List<Module<Tensor, Tensor>>();
        for (int i = 0; i < 2; i++)
        {
            blocks.Add(new Bottleneck(width, width * 2));
        }

        layer1 = Sequential(blocks);
        fc = Linear(width, 3);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(bn1.call(conv1.call(x)));
        return fc.call(layer1.call(x).mean([2, 3]));
    }

    public class Bottleneck : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> reduce, expand;
        private readonly Module<Tensor, Tensor>? downsample;

        public Bottleneck(long width, long inner, bool project = false) : base("Bottleneck")
        {
            reduce = Conv2d(width, inner, 1);
            expand = Conv2d(inner, width, 1);
            downsample = project ? Conv2d(width, width, 1) : null;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => expand.call(functional.relu(reduce.call(x))) + (downsample is null ? x : downsample.call(x));
    }
}

public class PatchEmbed : Module<Tensor, Tensor>
{
    #region layers
    private readonly Conv2d proj;
    #endregion

    public PatchEmbed(long patch, long width) : base("PatchEmbed")
    {
        proj = Conv2d(3, width, patch, stride: patch);
        RegisterComponents(); // last
    }

    public override Tensor forward(Tensor x) => proj.call(x).flatten(2).transpose(1, 2);
}

public class ViT : Module<Tensor, Tensor>
{
    private readonly PatchEmbed patch_embed;
    private readonly Parameter cls_token;
    private readonly Tensor pos_embed;
    private readonly ModuleList<Linear> blocks;
    public LayerNorm Norm { get; }

    public ViT(long size, long patch, long width) : base("ViT")
    {
        patch_embed = new PatchEmbed(patch, width);
        cls_token = Parameter(zeros(1, 1, width));
        pos_embed = Parameter(randn(1, size / patch * (size / patch) + 1, width) * 0.02);
        blocks = ModuleList(Enumerable.Range(0, 2).Select(_ => Linear(width, width)).ToArray());
        Norm = LayerNorm(width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = patch_embed.call(x);
        x = cat([cls_token.expand(x.shape[0], -1, -1), x], 1) + pos_embed;
        foreach (Linear block in blocks)
        {
            x = x + functional.gelu(block.call(x));
        }

        return Norm.call(x)[.., 0];
    }
}

public class UNet : Module<Tensor, Tensor>
{
    private readonly DoubleConv down, bottom, up;
    private readonly ConvTranspose2d grow;
    private readonly MaxPool2d pool = MaxPool2d(2);

    public UNet(long width) : base("UNet")
    {
        register_module("down", down = new DoubleConv(3, width));
        register_module("bottom", bottom = new DoubleConv(width, width * 2));
        register_module("grow", grow = ConvTranspose2d(width * 2, width, 2, stride: 2));
        register_module("up", up = new DoubleConv(width * 2, 1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        Tensor skip = down.call(x);
        return up.call(cat([skip, grow.call(bottom.call(pool.call(skip)))], 1));
    }

    private sealed class DoubleConv : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> layers;

        public DoubleConv(long from, long to) : base("DoubleConv")
        {
            layers = Sequential(("conv1", Conv2d(from, to, 3, padding: 1)), ("relu", ReLU()), ("conv2", Conv2d(to, to, 3, padding: 1)));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => layers.call(x);
    }
}

public class SqueezeExcite : Module<Tensor, Tensor>
{
    private readonly Conv2d fc1;
    private readonly Conv2d fc2;

    public SqueezeExcite(long width) : base("SqueezeExcite")
    {
        fc1 = Conv2d(width, width / 4, 1);
        fc2 = Conv2d(width / 4, width, 1);
        this.RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x * sigmoid(fc2.call(functional.relu(fc1.call(x.mean([2, 3], keepdim: true)))));
}

public class LayerNorm2d : Module<Tensor, Tensor>
{
    private readonly Tensor weight, bias;

    public LayerNorm2d(long width) : base("LayerNorm2d")
    {
        weight = Parameter(ones(width));
        bias = Parameter(zeros(width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        Tensor u = x.mean([1], keepdim: true);
        Tensor s = (x - u).pow(2).mean([1], keepdim: true);
        return weight.view(1, -1, 1, 1) * ((x - u) / sqrt(s + 1e-6)) + bias.view(1, -1, 1, 1);
    }
}

public class Normalize : Module<Tensor, Tensor>
{
    private readonly Tensor mean = tensor(new[] { 0.485f, 0.456f, 0.406f }).view(1, 3, 1, 1);
    private readonly Tensor std = tensor(new[] { 0.229f, 0.224f, 0.225f }).view(1, 3, 1, 1);

    public Normalize() : base("Normalize") => RegisterComponents();

    public override Tensor forward(Tensor x) => (x - mean) / std;
}

/// <summary>TorchSharp cannot move a field of this type: its two indexers make <c>.to</c> throw.</summary>
public class MultiHead : Module<Tensor, Tensor>
{
    private readonly ModuleDict<Linear> heads;

    public MultiHead(long width) : base("MultiHead")
    {
        heads = ModuleDict<Linear>(("box", Linear(width, 4)), ("cls", Linear(width, 2)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => cat([heads["box"].call(x), heads["cls"].call(x)], -1);
}

/// <summary>Nothing to register: stays as it is.</summary>
public class DropPath : Module<Tensor, Tensor>
{
    private readonly double rate;

    public DropPath(double rate) : base("DropPath")
    {
        this.rate = rate;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x * (1 - rate);
}
