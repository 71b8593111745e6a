using TorchSharp.Generators.Runtime.Tests.Loading;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Collections;

/// <summary>Every kind of collection, of every kind of state.</summary>
[Module]
internal sealed partial class Collector : PassThrough
{
    [Submodule] public readonly List<Linear> layers = [Linear(2, 2, hasBias: false), Linear(2, 2, hasBias: false)];
    [Submodule] public readonly Dictionary<string, nn.Module> heads = new() { ["cls"] = Linear(2, 1), ["seg"] = Dropout() };
    [Submodule] public IReadOnlyList<IModule<Tensor, Tensor>?> norms = [LayerNorm(2), null, LayerNorm(2)];
    [Parameter] public Parameter[] scales = [Parameter(ones(1)), Parameter(ones(2))];
    [Parameter] public Dictionary<string, Parameter> biases = new() { ["q"] = Parameter(ones(3)) };
    [Buffer] public Tensor[] masks = [ones(1), ones(2, dtype: ScalarType.Int64)];
    [Buffer(Persistent = false)] public readonly List<Tensor?> caches = [ones(4), null];
    [Buffer(KeepDtype = true)] public readonly Dictionary<string, Tensor> tables = new() { ["cos"] = ones(5) };
    [Buffer] public Tensor own = ones(6);
}

#pragma warning disable TSG1005 // the trap

/// <summary>The trap (T20): TorchSharp registers none of these, without a word.</summary>
internal sealed class HandWrittenCollector : PassThrough
{
    public readonly List<Linear> layers = [Linear(2, 2)];
    public readonly Parameter[] scales = [Parameter(ones(1))];
    public readonly Dictionary<string, Tensor> tables = new() { ["cos"] = ones(5) };
    public readonly (Tensor, Linear) pair = (ones(1), Linear(2, 2));
    public readonly Cache cache = new(ones(1));

    public HandWrittenCollector() => RegisterComponents();

    internal readonly record struct Cache(Tensor Keys);
}
