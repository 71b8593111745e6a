using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Printing;

[Module]
internal sealed partial class Block() : Module(nameof(Block))
{
    private readonly Linear fc = Linear(2, 3, hasBias: false);
    private readonly Dropout drop = Dropout(0.1);
}

[Module]
internal sealed partial class Wrap<T>(T inner) : Module("any name")
    where T : Module
{
    private readonly T inner = inner;
}

/// <summary>The class of the text that PyTorch 1.13.1 printed.</summary>
[Module]
internal sealed partial class M() : Module(nameof(M))
{
    private readonly Embedding emb = Embedding(5, 2);
    [Submodule] public readonly List<Module> blocks = [new Block(), ReLU(), new Block()];
    [Submodule] private readonly Module[] empty = [];
    [Submodule] private readonly Dictionary<string, Module> d = new() { ["a"] = LayerNorm(2), ["b"] = Conv2d(1, 2, 3, padding: 1) };
    private readonly Sequential seq = Sequential(Linear(2, 2), ReLU(), ReLU(inplace: true));
    [Parameter] private readonly Parameter[] pl = [Parameter(ones(2, 3))];
    private readonly Identity leaf = Identity();
    [Parameter] private Parameter w = Parameter(ones(2));
    [Buffer] private Tensor mask = ones(2);
    private readonly Leaf own = new();
}

[Module]
internal sealed partial class Leaf() : Module(nameof(Leaf));

[Module]
internal sealed partial class Stack() : Module(nameof(Stack))
{
    [Submodule] private readonly Block[] blocks = [new(), new(), new()];
    [Submodule] private readonly List<Module> mixed = [ReLU(), ReLU(), Linear(1, 1), ReLU()];
    private readonly ModuleList<Block> stock = [new(), new()];
    [Submodule] private readonly List<Module[]> nested = [[ReLU(), ReLU()], [ReLU(), ReLU()]];
    [Buffer] public readonly Tensor[] tables = [ones(1), zeros(2, 3, dtype: ScalarType.Int64)];
    [Parameter] private readonly Dictionary<string, Parameter> scales = new() { ["q"] = Parameter(ones(4).to(ScalarType.Float64)) };
    [Buffer(Persistent = false)] private readonly Dictionary<string, Tensor> caches = new() { ["k"] = ones(1, dtype: ScalarType.Byte) };
}

[Module]
internal sealed partial class SaysItself() : Module(nameof(SaysItself))
{
    private readonly Linear fc = Linear(1, 1);

    public override string ToString() => "itself";
}

internal class HandWrittenSays() : Module(nameof(HandWrittenSays))
{
    public override string ToString() => "by hand";
}

[Module]
internal sealed partial class OverOneThatSays : HandWrittenSays
{
    [Submodule] private readonly Linear fc = Linear(1, 1);
}

internal sealed class HandWritten : Module
{
    public readonly Linear fc = Linear(1, 1);
    public readonly SaysItself says = new();

    public HandWritten()
        : base("h") => RegisterComponents();
}

[Module]
internal sealed partial class Loop() : Module(nameof(Loop))
{
    [Submodule] public Module? Next { get; set; }
}
