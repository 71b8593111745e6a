using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Positions;

public abstract partial class PositionalEncoding(string name, long width, long length) : Module<Tensor, Tensor>(name)
{
    protected long Width { get; } = width;

    protected long Length { get; } = length;

    [Submodule] protected readonly Dropout dropout = Dropout(0.1);
}

public sealed partial class Sinusoidal : PositionalEncoding
{
    [Buffer(Init = nameof(Build))] private Tensor pe;

    public Sinusoidal(long width, long length)
        : base(nameof(Sinusoidal), width, length) => pe = Build();

    public override Tensor forward(Tensor x) => dropout.call(x + pe[TensorIndex.Slice(0, x.shape[1])]);

    private Tensor Build()
    {
        Tensor positions = arange(Length).unsqueeze(1);
        Tensor rates = exp(arange(0, Width, 2) * (-Math.Log(10_000) / Width));
        Tensor table = zeros(Length, Width);
        table[.., TensorIndex.Slice(0, null, 2)] = sin(positions * rates);
        table[.., TensorIndex.Slice(1, null, 2)] = cos(positions * rates);
        return table;
    }
}

public sealed partial class Learned(long width, long length) : PositionalEncoding(nameof(Learned), width, length)
{
    [Parameter("position_embeddings")] private Parameter table = new(randn(length, width) * 0.02);
    [Buffer("position_ids", Persistent = false, KeepDtype = true)] private Tensor ids = arange(length).unsqueeze(0);

    public override Tensor forward(Tensor x) => dropout.call(x + table.index_select(0, ids[0, TensorIndex.Slice(0, x.shape[1])]));
}

[Module]
public sealed partial class AlibiBias(int heads) : Module<Tensor, Tensor>(nameof(AlibiBias))
{
    [Buffer] private Tensor slopes = pow(2.0, -8.0 / heads * arange(1, heads + 1)).view(heads, 1, 1);

    public override Tensor forward(Tensor scores)
    {
        Tensor distance = arange(scores.shape[^1], device: scores.device) - arange(scores.shape[^2], device: scores.device).unsqueeze(1);
        return scores + (slopes * distance.abs().neg());
    }
}

[Module]
public sealed partial class RelativeBias(int heads, int buckets, int distance) : Module<long, Tensor>(nameof(RelativeBias))
{
    private readonly Embedding relative_attention_bias = Embedding(buckets, heads);
    [Buffer(KeepDtype = true)] private Tensor bounds = arange(buckets).clamp(max: distance);

    public override Tensor forward(long length)
    {
        Tensor offsets = (arange(length, device: bounds.device) - arange(length, device: bounds.device).unsqueeze(1)).abs();
        return relative_attention_bias.call(bounds[offsets.clamp(max: buckets - 1)]).permute(2, 0, 1);
    }
}
