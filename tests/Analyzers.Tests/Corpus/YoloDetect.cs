using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.YoloDetect;

/// <summary>Convolution, normalisation and whatever activation the caller likes.</summary>
public sealed class Conv : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly BatchNorm2d bn;
    private readonly Module<Tensor, Tensor> act; // silent: TSG1005

    public Conv(long c1, long c2, long k = 1, long s = 1, bool active = true) : base(nameof(Conv))
    {
        conv = Conv2d(c1, c2, k, stride: s, padding: k / 2, bias: false);
        bn = BatchNorm2d(c2);
        act = active ? SiLU() : Identity();
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => act.call(bn.call(conv.call(x)));
}

public sealed class Bottleneck : Module<Tensor, Tensor>
{
    private readonly Conv cv1, cv2;
    private readonly bool add;

    public Bottleneck(long c1, long c2, bool shortcut = true) : base(nameof(Bottleneck))
    {
        cv1 = new Conv(c1, c2, 3);
        cv2 = new Conv(c2, c2, 3);
        add = shortcut && c1 == c2;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => add ? x + cv2.call(cv1.call(x)) : cv2.call(cv1.call(x));
}

/// <summary>The list only fills the Sequential.</summary>
public sealed class C2f : Module<Tensor, Tensor>
{
    private readonly Conv cv1, cv2;
    private readonly Sequential m;

    public C2f(long c1, long c2, int n) : base(nameof(C2f))
    {
        cv1 = new Conv(c1, c2);
        cv2 = new Conv(c2, c2);
        var parts = new List<Module<Tensor, Tensor>>(); // silent: TSG1005
        for (int i = 0; i < n; i++)
        {
            parts.Add(new Bottleneck(c2, c2));
        }

        m = Sequential(parts.ToArray());
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => cv2.call(m.call(cv1.call(x)));
}

/// <summary>Anchors and strides follow the feature maps: remade from the input whenever its shape or device is another.</summary>
public sealed class Detect : Module<Tensor[], Tensor>
{
    private readonly ModuleList<Conv> cv2 = [];
    private readonly long[] strides = [8, 16, 32];
    private Tensor? anchors;
    private long[]? shape;

    public Detect(long classes, long[] channels) : base(nameof(Detect))
    {
        foreach (var channel in channels)
        {
            cv2.Add(new Conv(channel, 4 + classes));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor[] maps)
    {
        var outputs = maps.Select((map, i) => cv2[i].call(map).flatten(2)).ToArray();
        var x = cat(outputs, dim: 2);
        if (anchors is null || shape is null || !shape.SequenceEqual(maps[0].shape) || anchors.device != x.device)
        {
            anchors = cat(maps.Select((map, i) => Grid(map, strides[i])).ToArray(), dim: 1); // silent: TSG1004
            shape = maps[0].shape;
        }

        return x[.., ..2] + anchors;
    }

    private static Tensor Grid(Tensor map, long stride)
    {
        var y = arange(map.shape[2], device: map.device, dtype: map.dtype) + 0.5; // silent: TSG1011
        var x = arange(map.shape[3], device: map.device, dtype: map.dtype) + 0.5; // silent: TSG1011
        var grid = meshgrid([y, x], indexing: "ij");
        return stack([grid[1].flatten(), grid[0].flatten()]) * stride;
    }
}

/// <summary>Distribution focal loss: the weights of a convolution that is not trained, and a head that nobody registers.</summary>
public sealed class Dfl : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly Conv2d late;

    public Dfl(long c1) : base(nameof(Dfl))
    {
        conv = Conv2d(c1, 1, 1, bias: false);
        RegisterComponents();
        conv.weight = Parameter(arange(c1, dtype: float32).view(1, c1, 1, 1), requires_grad: false); // silent: TSG1003
        late = Conv2d(1, 1, 1); // expect: TSG1003
    }

    public override Tensor forward(Tensor x) => late.call(conv.call(functional.softmax(x, 1)));
}
