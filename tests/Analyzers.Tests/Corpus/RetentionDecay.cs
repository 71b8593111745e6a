using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.RetentionDecay;

/// <summary>One table for all heads of all layers, for ever where it was made.</summary>
public sealed class Retention : Module<Tensor, Tensor>
{
    private static readonly Tensor s_decay = pow(0.97, arange(512, dtype: float32)); // expect: TSG1008
    private static readonly float[] s_gammas = [0.97f, 0.98f]; // silent: TSG1008
    private readonly Linear wq, wk;

    public Retention(long width) : base(nameof(Retention))
    {
        wq = Linear(width, width, hasBias: false);
        wk = Linear(width, width, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) =>
        wq.call(x).matmul(wk.call(x).transpose(-1, -2)) * s_decay[..(int)x.shape[1]] * s_gammas[0];
}

/// <summary>A helper is no module: whoever asks it says where the answer goes.</summary>
public static class DecayTables
{
    private static readonly Dictionary<long, Tensor> s_tables = []; // silent: TSG1008

    public static Tensor Get(long length, Device device)
    {
        if (!s_tables.TryGetValue(length, out var table))
        {
            s_tables[length] = table = pow(0.97, arange(length, dtype: float32));
        }

        return table.to(device);
    }
}

public sealed class SharedDecay : Module<Tensor, Tensor>
{
    private readonly Linear fc;

    public SharedDecay(long width) : base(nameof(SharedDecay))
    {
        fc = Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => fc.call(x) * DecayTables.Get(x.shape[^1], x.device);
}
