using System;
using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Habits.Sound;

public static class Cases
{
    public static IEnumerable<(Func<Module<Tensor, Tensor>> Make, Func<Tensor> Input)> All =>
    [
        (() => new Snake(4), () => randn(1, 4, 8)),
        (() => new VectorQuantizer(8, 4), () => randn(3, 4)),
        (() => new Framing(8), () => randn(1, 16)),
        (() => new Vocoder(4), () => randn(1, 4, 8)),
        (() => new CausalFlow(4), () => randn(2, 4)),
        (() => new SpeakerEncoder(), () => randn(2, 4)),
        (() => new Sinusoid(4), () => randn(1, 6, 4)),
    ];
}

public class Snake : Module<Tensor, Tensor>
{
    Parameter alpha;

    public Snake(long channels) : base("Snake")
    {
        alpha = Parameter(ones(1, channels, 1));

        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x + (1.0 / (alpha + 1e-9)) * sin(alpha * x).pow(2);
}

/// <summary>The codebook is a buffer; its use counts are long.</summary>
public class VectorQuantizer : Module<Tensor, Tensor>
{
    private readonly Tensor codebook;
    private readonly Tensor counts;

    public VectorQuantizer(long codes, long dim) : base("VectorQuantizer")
    {
        codebook = randn(codes, dim);
        counts = zeros(codes, ScalarType.Int64);
        register_buffer("codebook", codebook);
        register_buffer("counts", counts);
    }

    public override Tensor forward(Tensor x) => codebook.index_select(0, cdist(x, codebook).argmin(-1));
}

/// <summary>The window never changes its dtype: TorchSharp leaves a non-persistent buffer alone.</summary>
public class Framing : Module<Tensor, Tensor>
{
    private readonly Tensor window;
    private readonly int _size;

    public Framing(int size) : base("Framing")
    {
        _size = size;
        window = hann_window(size);
        register_buffer("window", window, persistent: false);
        register_buffer("scale", ones(1));
    }

    public override Tensor forward(Tensor x) => x.unfold(-1, _size, _size / 2) * window.to(x.dtype) * get_buffer("scale")!;
}

public class Vocoder : Module<Tensor, Tensor>
{
    [ComponentName(Name = "conv_pre")]
    private readonly Conv1d _pre;
    private readonly List<Module<Tensor, Tensor>> parts = new();
    private readonly Sequential body;

    public Vocoder(long channels) : base("Vocoder")
    {
        _pre = Conv1d(channels, channels, 3, padding: 1);
        parts.Add(new Snake(channels));
        parts.Add(Conv1d(channels, 1, 3, padding: 1));
        body = Sequential(parts);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => tanh(body.call(_pre.call(x)));
}

public class Flow : Module<Tensor, Tensor>
{
    protected readonly Linear estimator;
    protected readonly Tensor temperature = ones(1);

    public Flow(long width) : base("Flow")
    {
        estimator = Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => estimator.call(x) * temperature;
}

/// <summary>The noise comes after the registration, on purpose: it is moved where it is used.</summary>
public class CausalFlow : Flow
{
    private readonly Tensor noise;

    public CausalFlow(long width) : base(width)
    {
        noise = ones(width);
    }

    public override Tensor forward(Tensor x) => base.forward(x) + noise.to(x.device);
}

public abstract class Encoder : Module<Tensor, Tensor>
{
    protected Linear proj = Linear(4, 4);
    protected static readonly Tensor Unit = ones(1);

    protected Encoder(string name) : base(name)
    {
    }
}

public sealed class SpeakerEncoder : Encoder
{
    private readonly Linear head;

    public SpeakerEncoder() : base("SpeakerEncoder")
    {
        head = Linear(4, 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(proj.call(x));
}

public class Sinusoid : Module<Tensor, Tensor>
{
    private Tensor pe;
    public readonly Dropout dropout;

    public Sinusoid(long dim, double rate = 0, long length = 16) : base("Sinusoid")
    {
        dropout = Dropout(rate);
        pe = Build(dim, length);
        RegisterComponents();
    }

    private static Tensor Build(long dim, long length)
    {
        var pe = zeros(length, dim);
        var position = arange(length).unsqueeze(1);
        pe[.., 0..] = sin(position * exp(arange(dim) * (-Math.Log(10000) / dim)));
        pe = pe.unsqueeze(0);
        return pe;
    }

    public override Tensor forward(Tensor x) => dropout.call(x + pe[.., ..(int)x.shape[1]]);
}
