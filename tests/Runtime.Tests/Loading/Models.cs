using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Loading;

[Module]
internal sealed partial class Head : PassThrough
{
    public readonly Linear w_query = Linear(2, 3);

    [Buffer] public Tensor mask = ones(2, 2);
    [Buffer(Persistent = false)] public Tensor cache = ones(2);
}

[Module]
internal sealed partial class Block : PassThrough
{
    public readonly Head head = new();
    public readonly Sequential ff = Sequential(Linear(2, 2), ReLU());

    [Buffer] public Tensor scale = tensor(1f);
    [Buffer] public Tensor steps = tensor(new long[] { 1, 2 });
}

[Module]
internal sealed partial class Tied : PassThrough
{
    [Parameter] public Parameter a;
    [Parameter] public Parameter b;

    public Tied() => a = b = Parameter(zeros(2));
}

[Module]
internal sealed partial class TiedEmbedding : PassThrough
{
    private readonly Embedding tokens = Embedding(2, 2);
    private readonly Linear head = Linear(2, 2, hasBias: false);

    public TiedEmbedding() => head.weight = tokens.weight!;
}

/// <summary>What the same state is in a class that leaves it to TorchSharp.</summary>
internal sealed class HandWrittenHead : PassThrough
{
    public readonly Linear w_query = Linear(2, 3);
    public readonly Tensor mask = ones(2, 2);

    public HandWrittenHead() => RegisterComponents();
}

internal static class Copies
{
    /// <summary>A state_dict of its own, filled with <paramref name="value"/>.</summary>
    public static Dictionary<string, Tensor> StateFilledWith(this nn.Module module, double value) =>
        module.state_dict().ToDictionary(entry => entry.Key, entry => full_like(entry.Value, value));

    /// <summary>The same for a module on another device.</summary>
    public static Dictionary<string, Tensor> StateFilledWithOnCpu(this nn.Module module, double value) =>
        module.state_dict().ToDictionary(entry => entry.Key, entry => full(entry.Value.shape, value, entry.Value.dtype, CPU));

    public static void AssertFilledWith(this nn.Module module, double value) =>
        Assert.All(
            module.state_dict(),
            entry => Assert.True(
                entry.Value.eq(value).all().item<bool>(), $"{entry.Key} was changed: {entry.Value.ToString(TensorStringStyle.CSharp)}"));

    public static T FilledWith<T>(this T module, double value)
        where T : nn.Module
    {
        module.load_state_dict(module.StateFilledWith(value));
        return module;
    }
}

/// <summary>Two buffers of any dtype, which may be one.</summary>
[Module]
internal sealed partial class Pair(Tensor first, Tensor second) : PassThrough
{
    [Buffer] public Tensor first = first;
    [Buffer] public Tensor second = second;
}
