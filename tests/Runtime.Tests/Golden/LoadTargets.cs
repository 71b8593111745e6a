using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Golden.LoadTargets;

[Module]
internal sealed partial class Inner() : Module(nameof(Inner))
{
    private Parameter gamma = new(ones(2));
    [Buffer] private Tensor running = zeros(2);
    private readonly Linear proj = Linear(2, 1);
}

[Module]
internal sealed partial class Target() : Module(nameof(Target))
{
    private Parameter weight = new(ones(2, 3));
    [Buffer] private Tensor mask = zeros(2, 2);
    private readonly Linear fc = Linear(2, 2);
    private readonly Inner inner = new();
}

[Module]
internal sealed partial class Scalars() : Module(nameof(Scalars))
{
    private Parameter gain = new(tensor(1f));
    [Buffer] private Tensor step = tensor(0L);
}

[Module]
internal sealed partial class Typed() : Module(nameof(Typed))
{
    private Parameter weight = new(ones(2));
    [Buffer("short")] private Tensor narrow = zeros(2, dtype: ScalarType.Float16);
    [Buffer] private Tensor count = zeros(2, dtype: ScalarType.Int64);
    [Buffer] private Tensor flag = zeros(2, dtype: ScalarType.Bool);
}

[Module]
internal sealed partial class Caching() : Module(nameof(Caching))
{
    [Buffer] private Tensor saved = zeros(1);
    [Buffer(Persistent = false)] private Tensor cache = zeros(1);
}

[Module]
internal sealed partial class Optional() : Module(nameof(Optional))
{
    private Parameter weight = new(ones(1));
    private Parameter? bias;
    [Buffer] private Tensor? mask;
}

[Module]
internal sealed partial class Tied : Module
{
    private readonly Linear encoder = Linear(2, 2, hasBias: false);
    private readonly Linear decoder = Linear(2, 2, hasBias: false);

    public Tied()
        : base(nameof(Tied)) => decoder.weight = encoder.weight;
}

[Module]
internal sealed partial class Stack() : Module(nameof(Stack))
{
    private readonly Sequential layers = Sequential(Linear(1, 1), ReLU(), Linear(1, 1));
    private readonly ModuleList<Linear> heads = ModuleList(Linear(1, 1, hasBias: false));
}
