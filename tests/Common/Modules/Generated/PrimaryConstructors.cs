using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Primary;

public readonly record struct Sizes(long Width, long Hidden, double Dropout)
{
    public static Sizes Small => new(64, 256, 0.1);
}

[Module]
public partial class FeedForward(Sizes sizes, Func<Tensor, Tensor>? activation = null, bool bias = true)
    : Module<Tensor, Tensor>($"{nameof(FeedForward)}({sizes.Width})")
{
    private readonly Linear up = Linear(sizes.Width, sizes.Hidden, hasBias: bias);
    private readonly Linear down = Linear(sizes.Hidden, sizes.Width, hasBias: bias);
    private readonly Dropout? dropout = sizes.Dropout > 0 ? Dropout(sizes.Dropout) : null;

    public FeedForward()
        : this(Sizes.Small)
    {
    }

    public override Tensor forward(Tensor x)
    {
        Tensor hidden = (activation ?? Relu)(up.call(x));
        return down.call(dropout is null ? hidden : dropout.call(hidden));

        static Tensor Relu(Tensor value) => functional.relu(value);
    }
}

[Module]
public sealed partial class Swiglu(Sizes sizes) : FeedForward(sizes, static x => functional.silu(x), bias: false)
{
    private readonly Linear gate = Linear(sizes.Width, sizes.Width);
    [Buffer(Persistent = false)] private Tensor limit = tensor(sizes.Dropout);

    public override Tensor forward(Tensor x) => base.forward(x) * gate.call(x).clamp(max: limit);
}

[Module]
public sealed partial class Wrapper(params IReadOnlyList<Module<Tensor, Tensor>> inner) : Module<Tensor, Tensor>(nameof(Wrapper))
{
    [Submodule] private readonly IReadOnlyList<Module<Tensor, Tensor>> inner = inner;

    public override Tensor forward(Tensor x) => inner.Aggregate(x, static (y, module) => module.call(y));

    public static Wrapper Of(int count) => new([.. Enumerable.Range(0, count).Select(static _ => new FeedForward())]);
}
