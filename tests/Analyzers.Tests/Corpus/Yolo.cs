using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Vision;

public sealed class Detect : Module<Tensor[], Tensor[]>
{
    private readonly ModuleList<Sequential> cv2;
    private readonly Module<Tensor, Tensor> dfl;
    private readonly long[] stride = { 8, 16, 32 };
    private Tensor anchors = empty(0);
    private Tensor strides = empty(0);
    private long[] shape = Array.Empty<long>();

    public Detect(int classes, int[] channels) : base(nameof(Detect))
    {
        cv2 = ModuleList(channels.Select(channel => Sequential(Conv2d(channel, 64, 3, padding: 1), Conv2d(64, classes, 1))).ToArray());
        dfl = Conv2d(16, 1, 1, bias: false);
        RegisterComponents();
    }

    public override Tensor[] forward(Tensor[] x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = cv2[i].call(x[i]);
        }

        if (!shape.SequenceEqual(x[0].shape))
        {
            shape = x[0].shape;
            (anchors, strides) = MakeAnchors(x); // expect: TSG1004, TSG1004
        }

        x[0] = dfl.call(x[0]) * strides + anchors;
        return x;
    }

    private (Tensor, Tensor) MakeAnchors(Tensor[] x)
    {
        var points = arange(x[0].shape[2], device: x[0].device);
        return (points, full_like(points, stride[0]));
    }
}

public sealed class Spp : Module<Tensor, Tensor>
{
    private readonly Conv2d cv1;
    private readonly List<MaxPool2d> m;

    public Spp(int c, int[] k) : base(nameof(Spp))
    {
        cv1 = Conv2d(c, c, 1);
        m = k.Select(size => MaxPool2d(size, stride: 1, padding: size / 2)).ToList();
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = cv1.call(x);
        return cat(m.Select(pool => pool.call(x)).Append(x).ToArray(), 1);
    }
}

public sealed class Bottlenecks : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor>[] m; // expect: TSG1005

    public Bottlenecks(int c, int n) : base(nameof(Bottlenecks))
    {
        m = Enumerable.Range(0, n).Select(_ => (Module<Tensor, Tensor>)Conv2d(c, c, 3, padding: 1)).ToArray();
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        foreach (var layer in m)
        {
            x = layer.call(x);
        }

        return x;
    }
}
