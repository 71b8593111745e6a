using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.PartialProperties;

[Module]
public partial class RunningStatistics : Module<Tensor, Tensor>
{
    public RunningStatistics(long size)
        : base(nameof(RunningStatistics))
    {
        Mean = zeros(size);
        Variance = ones(size);
        Count = zeros(1, ScalarType.Int64);
    }

    [Buffer] public partial Tensor Mean { get; private set; }

    [Buffer("var")]
    public partial Tensor Variance { get; protected set; }

    [Buffer(Persistent = false)]
    private partial Tensor? Last { get; set; }

    [Buffer(KeepDtype = true, Aliases = ["n"])]
    internal partial Tensor Count { get; set; }

    [Parameter]
    public virtual partial Parameter? Gain { get; set; }

    [Submodule]
    protected internal partial Linear? Adapter { get; set; }

    [Submodule]
    public partial List<Linear>? Layers { get; set; }

    [NotRegistered]
    public partial Module<Tensor, Tensor>? Owner { get; set; }

    [NotRegistered]
    public partial Parameter? Borrowed { get; init; }

    public override Tensor forward(Tensor x)
    {
        if (training)
        {
            Update(x);
        }

        Tensor y = (x - Mean) / (Variance + 1e-5).sqrt();
        y = Gain is { } gain ? y * gain : y;
        return Adapter?.call(y) ?? y;
    }

    private void Update(Tensor x)
    {
        using var scope = NewDisposeScope();
        using (no_grad())
        {
            Count += x.shape[0];
            Tensor delta = x.mean([0]) - Mean;
            Mean += delta * (x.shape[0] / Count.to(ScalarType.Float32));
            Variance = Variance.lerp(x.var([0]), 0.1);
            Last = x;
        }
    }
}

public sealed partial class Tracked : RunningStatistics
{
    public Tracked()
        : base(4) => Gain = new Parameter(ones(4));

    [Parameter] public override partial Parameter? Gain { get; set; }
    [Buffer] public new partial Tensor? Owner { get; set; }

    public void Own(Tensor x) => Owner = Owner is null ? x : (Owner + x) / 2;
}
