using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Vision;

public sealed class UNet : Module<Tensor, Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> downs = ModuleList<Module<Tensor, Tensor>>();
    private readonly ModuleList<Module<Tensor, Tensor>> ups;
    private readonly Module<Tensor, Tensor> mid;
    private readonly TimeEmbedding time;

    public UNet(long[] widths) : base(nameof(UNet))
    {
        for (int i = 0; i + 1 < widths.Length; i++)
        {
            downs.Add(Conv2d(widths[i], widths[i + 1], 3, padding: 1));
        }

        var list = new List<Module<Tensor, Tensor>>();
        foreach (var width in widths.Reverse())
        {
            list.Add(Conv2d(width, width, 3, padding: 1));
        }

        ups = ModuleList(list.ToArray());
        mid = Sequential(Conv2d(widths[^1], widths[^1], 1), SiLU());
        time = new TimeEmbedding(32);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor t)
    {
        var skips = new Stack<Tensor>();
        foreach (var down in downs)
        {
            x = down.call(x);
            skips.Push(x);
        }

        x = mid.call(x) + time.call(t).unsqueeze(-1).unsqueeze(-1);
        foreach (var up in ups)
        {
            x = up.call(x) + skips.Pop();
        }

        return x;
    }
}

/// <summary>No call of its own: the UNet registers it.</summary>
public sealed class TimeEmbedding : Module<Tensor, Tensor>
{
    private readonly Linear proj;
    private readonly Tensor freqs;

    public TimeEmbedding(int dim) : base(nameof(TimeEmbedding))
    {
        proj = Linear(2 * dim, dim);
        freqs = exp(arange(0, dim).to(float32) * (-Math.Log(10000) / dim));
    }

    public override Tensor forward(Tensor t)
    {
        var args = t.unsqueeze(-1) * freqs;
        return proj.call(cat([args.sin(), args.cos()], -1));
    }
}

/// <summary>Moves the frequencies to the input: PyTorch ports do so too.</summary>
public sealed class FourierFeatures : Module<Tensor, Tensor>
{
    private readonly Tensor bands;

    public FourierFeatures(int count) : base(nameof(FourierFeatures))
    {
        RegisterComponents();
        bands = pow(2.0, linspace(0, count - 1, count));
    }

    public override Tensor forward(Tensor x)
    {
        var local = bands.to(x.dtype, x.device); // expect: TSG1014
        var scaled = x.unsqueeze(-1) * local;
        return cat([scaled.sin(), scaled.cos()], -1);
    }
}
