using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Rope;

[Module]
public sealed partial class RotaryEmbedding(int width, int context, double theta = 10_000) : Module<Tensor, Tensor>(nameof(RotaryEmbedding))
{
    [Buffer("inv_freq", Persistent = false, KeepDtype = true, Init = nameof(Frequencies))]
    private Tensor frequencies = 1.0 / pow(theta, arange(0, width, 2, dtype: ScalarType.Float32) / width);

    [Buffer(Persistent = false, Init = nameof(Cosines))] private Tensor? cos;
    [Buffer(Persistent = false, Init = nameof(Sines))] private Tensor? sin;

    public override Tensor forward(Tensor x)
    {
        cos ??= Cosines();
        sin ??= Sines();
        long length = x.shape[^2];
        Tensor[] halves = x.chunk(2, -1);
        Tensor rotated = cat([-halves[1], halves[0]], dim: -1);
        return (x * cos[TensorIndex.Slice(0, length)]) + (rotated * sin[TensorIndex.Slice(0, length)]);
    }

    private Tensor Frequencies(Device device) =>
        1.0 / pow(theta, arange(0, width, 2, dtype: ScalarType.Float32, device: device) / width);

    private Tensor Angles()
    {
        Tensor angles = outer(arange(context, device: frequencies.device), frequencies);
        return cat([angles, angles], dim: -1);
    }

    private Tensor Cosines() => Angles().cos().DetachFromDisposeScope();

    private Tensor Sines() => Angles().sin().DetachFromDisposeScope();
}

[Module]
public sealed partial class RotaryAttention : Module<Tensor, Tensor>
{
    private readonly Linear qkv, proj;
    private readonly RotaryEmbedding rope;
    private readonly int heads;

    public RotaryAttention(int width, int heads, int context)
        : base(nameof(RotaryAttention))
    {
        this.heads = heads;
        qkv = Linear(width, 3 * width, hasBias: false);
        proj = Linear(width, width, hasBias: false);
        rope = new RotaryEmbedding(width / heads, context);
    }

    public override Tensor forward(Tensor x)
    {
        Tensor[] parts = qkv.call(x).chunk(3, -1);
        Tensor q = rope.call(Split(parts[0])), k = rope.call(Split(parts[1])), v = Split(parts[2]);
        Tensor y = functional.scaled_dot_product_attention(q, k, v, is_casual: true);
        return proj.call(y.transpose(1, 2).reshape(x.shape));
    }

    private Tensor Split(Tensor x) => x.view(x.shape[0], x.shape[1], heads, -1).transpose(1, 2);
}
