using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Tests.Benchmarks.Models;

/// <summary>Six layers, a buffer and a parameter, 14 tensors, and the blocks below.</summary>
[Module]
public sealed partial class GeneratedBlock(params GeneratedBlock[] inner) : Module<Tensor, Tensor>(nameof(GeneratedBlock))
{
    private readonly Linear a = Linear(4, 4);
    private readonly Linear b = Linear(4, 4);
    private readonly Linear c = Linear(4, 4);
    private readonly Linear d = Linear(4, 4);
    private readonly Linear e = Linear(4, 4);
    private readonly Linear f = Linear(4, 4);
    [Buffer] private Tensor mask = ones(4, 4);
    private Parameter scale = Parameter(ones(4));
    private readonly ModuleList<GeneratedBlock> inner = new(inner);

    public override Tensor forward(Tensor x) => x;
}

/// <summary>The same block, registered by TorchSharp's reflection.</summary>
public sealed class ReflectedBlock : Module<Tensor, Tensor>
{
    private readonly Linear a = Linear(4, 4);
    private readonly Linear b = Linear(4, 4);
    private readonly Linear c = Linear(4, 4);
    private readonly Linear d = Linear(4, 4);
    private readonly Linear e = Linear(4, 4);
    private readonly Linear f = Linear(4, 4);
    private readonly Tensor mask = ones(4, 4);
    private readonly Parameter scale = Parameter(ones(4));
    private readonly ModuleList<ReflectedBlock> inner;

    public ReflectedBlock(params ReflectedBlock[] inner)
        : base(nameof(ReflectedBlock))
    {
        this.inner = new(inner);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x;
}
