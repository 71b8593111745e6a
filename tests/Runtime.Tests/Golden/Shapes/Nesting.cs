using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Golden.Shapes;

[Module]
internal sealed partial class Leaf() : Module<Tensor, Tensor>(nameof(Leaf))
{
    private Parameter scale = new(ones(2));
    [Buffer] private Tensor mask = triu(ones(2, 2), diagonal: 1);
    private readonly Linear fc = Linear(2, 2);

    public override Tensor forward(Tensor input) => input;
}

[Module]
internal sealed partial class Middle() : Module(nameof(Middle))
{
    private readonly Leaf first = new();
    [Buffer] private Tensor offset = tensor(new[] { 0.5f, 1.5f });
    private readonly Leaf second = new();
}

[Module]
internal sealed partial class TwoLevels() : Module(nameof(TwoLevels))
{
    private readonly Leaf leaf = new();
    private readonly Linear head = Linear(2, 3, hasBias: false);
}

[Module]
internal sealed partial class ThreeLevels() : Module(nameof(ThreeLevels))
{
    private readonly Middle left = new();
    private Parameter gain = new(ones([]));
    private readonly Middle right = new();
}

[Module]
internal sealed partial class Link(long depth) : Module(nameof(Link))
{
    private Parameter weight = new(ones(1));
    [Buffer] private Tensor level = tensor(depth);
    private readonly Link? next = depth > 1 ? new(depth - 1) : null;
}

[Module]
internal sealed partial class DeepChain() : Module(nameof(DeepChain))
{
    private readonly Link next = new(20);
}

[Module]
internal sealed partial class Interleaved() : Module(nameof(Interleaved))
{
    private readonly Linear child_a = Linear(1, 1);
    [Buffer] private Tensor buffer_a = zeros(1);
    private Parameter param_a = new(ones(1));
    private readonly Leaf child_b = new();
    private Parameter param_b = new(ones(2));
    [Buffer] private Tensor buffer_b = ones(1);
}

[Module]
internal sealed partial class Stateless() : Module(nameof(Stateless))
{
    private readonly Dropout dropout = Dropout(0.5);
    private readonly ReLU activation = ReLU();
}
