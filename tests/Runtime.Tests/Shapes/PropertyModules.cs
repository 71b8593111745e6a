using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Shapes;

/// <summary>Properties that a derived class may replace, one of each form.</summary>
[Module]
internal partial class Replaceable() : Module("replaceable")
{
    [Buffer] public virtual Tensor? Auto { get; set; } = zeros(1);

    [Buffer] public virtual partial Tensor? Partial { get; set; }

    public virtual Linear Head { get; } = Linear(1, 1, hasBias: false);
}

/// <summary>Holds the values itself, and declares none of them again.</summary>
[Module]
internal sealed partial class Replacing : Replaceable
{
    private Tensor? _partial = ones(1);

    public override Tensor? Auto { get; set; } = ones(1);

    public override Tensor? Partial
    {
        get => _partial;
        set => _partial = value;
    }

    public override Linear Head { get; } = Linear(1, 3, hasBias: false);
}

/// <summary>Names that the generated code uses itself, each beside what it could be taken for.</summary>
internal sealed partial class Confusing() : Module("confusing")
{
    [Buffer] public Tensor? visitor = full(1, 1);

    [Buffer] public Tensor? Mask { get; set; } = full(1, 2);

    [Buffer] public Tensor? __Mask = full(1, 3);

    [Buffer] public partial Tensor? State { get; set; }

    [Buffer] public Tensor? @event { get; private set; } = full(1, 4);
}

/// <summary>State that the caller has to give.</summary>
[Module]
internal sealed partial class Required() : Module("required")
{
    [Buffer] public required Tensor mask;

    public required Linear Head { get; init; }

    [Parameter] public required partial Parameter Scale { get; set; }
}
