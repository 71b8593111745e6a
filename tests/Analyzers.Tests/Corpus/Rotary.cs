using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Llama;

/// <summary>The tables leave through slices and are moved on the way.</summary>
public sealed class RotaryEmbedding : Module<Tensor, (Tensor cos, Tensor sin)>
{
    private readonly Tensor cosTable;
    private readonly Tensor sinTable;

    public RotaryEmbedding(int dim, int length) : base(nameof(RotaryEmbedding))
    {
        RegisterComponents();
        var freqs = 1.0 / pow(10000.0, arange(0, dim, 2).to(float32) / dim);
        var angles = outer(arange(length).to(float32), freqs);
        cosTable = angles.cos();
        sinTable = angles.sin();
    }

    public override (Tensor cos, Tensor sin) forward(Tensor x)
    {
        var n = (int)x.shape[1];
        return (cosTable[..n].to(x.device), sinTable[..n].to(x.device));
    }
}

/// <summary>The same tables, used as they are.</summary>
public sealed class RotaryLeftBehind : Module<Tensor, Tensor>
{
    private readonly Linear wq;
    private readonly Tensor cos;
    private readonly Tensor sin;

    public RotaryLeftBehind(int dim, int length) : base(nameof(RotaryLeftBehind))
    {
        wq = Linear(dim, dim);
        RegisterComponents();
        var freqs = 1.0 / pow(10000.0, arange(0, dim, 2).to(float32) / dim);
        var angles = outer(arange(length).to(float32), freqs);
        cos = angles.cos(); // expect: TSG1003
        sin = angles.sin(); // expect: TSG1003
    }

    public override Tensor forward(Tensor x)
    {
        var n = (int)x.shape[1];
        var q = wq.call(x);
        var c = cos[..n].unsqueeze(0);
        return q * c + Rotate(q, sin[..n]);
    }

    private static Tensor Rotate(Tensor q, Tensor s) => q.flip(-1) * s;
}

/// <summary>A buffer without a field, read back by its name.</summary>
public sealed class InvFreq : Module<Tensor, Tensor>
{
    public InvFreq(int dim) : base(nameof(InvFreq))
    {
        register_buffer("inv_freq", pow(10000.0, arange(0, dim, 2).to(float32) / dim));
    }

    public override Tensor forward(Tensor positions) => outer(positions, get_buffer("inv_freq")!);
}

/// <summary>A table that arrives from outside, after registration, used without a move.</summary>
public sealed class SharedTable : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private readonly Tensor table;

    public SharedTable(int dim, Tensor table) : base(nameof(SharedTable))
    {
        fc = Linear(dim, dim);
        RegisterComponents();
        this.table = table; // expect: TSG1003
    }

    public override Tensor forward(Tensor x) => fc.call(x) * table;
}
