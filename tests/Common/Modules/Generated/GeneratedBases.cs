using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Bases;

[Module]
public abstract partial class Layer(string name) : Module<Tensor, Tensor>(name)
{
    [Buffer] private Tensor calls = zeros(1, ScalarType.Int64);
    [Buffer] public virtual Tensor? Mask { get; set; }
    public abstract Parameter? Scale { get; set; }

    protected void Count() => calls.add_(1);
}

public abstract partial class Attention<TProjection> : Layer
    where TProjection : Module<Tensor, Tensor>
{
    protected readonly TProjection projection;
    [Submodule("out")] protected internal TProjection? output;

    protected Attention(string name, TProjection projection)
        : base(name) => this.projection = projection;
}

public partial class SelfAttention(long width) : Attention<Linear>(nameof(SelfAttention), Linear(width, width))
{
    private readonly Dropout dropout = Dropout(0.1);
    [Buffer] public override Tensor? Mask { get; set; } = ones(width);
    [Parameter] public override Parameter? Scale { get; set; } = new(ones(width));
    [Buffer("calls2")] private new Tensor calls = zeros(1);

    public override Tensor forward(Tensor x)
    {
        Count();
        Tensor y = dropout.call(projection.call(x)) * Scale! * Mask!;
        return output is null ? y + calls : output.call(y);
    }
}

/// <summary>No state of its own, and no attribute: what it has it inherits.</summary>
public class Plain(long width) : SelfAttention(width);

[Module]
public sealed partial class Gated(long width) : SelfAttention(width)
{
    private readonly Linear gate = Linear(width, width);

    public override Tensor forward(Tensor x) => base.forward(x) * gate.call(x).sigmoid();
}

[Module]
public partial class Ensemble : Module<Tensor, Tensor>
{
    [Submodule] private readonly List<Layer> layers = [new SelfAttention(2), new Gated(2), new Plain(2)];

    public Ensemble()
        : base(nameof(Ensemble))
    {
    }

    public override Tensor forward(Tensor x) => layers.Select(layer => layer.call(x)).Aggregate(static (a, b) => a + b);
}
