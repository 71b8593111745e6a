using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Golden.Shapes;

// Each of these is registered with its first value before it gets the second, as in PyTorch.

[Module]
internal sealed partial class ReassignedBuffer : Module
{
    [Buffer] private Tensor mask = zeros(2);
    [Buffer] private Tensor other = ones(1);

    public ReassignedBuffer()
        : base(nameof(ReassignedBuffer))
    {
        RegisterComponents();
        mask = full(2, 5f);
    }
}

[Module]
internal sealed partial class BufferBackFromNone : Module
{
    [Buffer] private Tensor? mask = zeros(2);
    [Buffer] private Tensor other = ones(1);

    public BufferBackFromNone()
        : base(nameof(BufferBackFromNone))
    {
        mask = null;
        RegisterComponents();
        mask = full(2, 6f);
    }
}

[Module]
internal sealed partial class BufferSetToNone : Module
{
    [Buffer] private Tensor? mask = zeros(2);
    [Buffer] private Tensor other = ones(1);

    public BufferSetToNone()
        : base(nameof(BufferSetToNone))
    {
        RegisterComponents();
        mask = null;
    }
}

[Module]
internal sealed partial class BufferOfOtherShape : Module
{
    [Buffer] private Tensor mask = zeros(2);
    [Buffer] private Tensor other = ones(1);

    public BufferOfOtherShape()
        : base(nameof(BufferOfOtherShape))
    {
        RegisterComponents();
        mask = ones(3, 2, dtype: ScalarType.Int64);
    }
}

[Module]
internal sealed partial class NonPersistentReassigned : Module
{
    [Buffer(Persistent = false)] private Tensor cache = zeros(1);
    [Buffer] private Tensor saved = ones(1);

    public NonPersistentReassigned()
        : base(nameof(NonPersistentReassigned))
    {
        RegisterComponents();
        cache = ones(2);
    }
}

[Module]
internal sealed partial class ReassignedParameter : Module
{
    private Parameter weight = new(ones(1));
    private Parameter bias = new(ones(1));

    public ReassignedParameter()
        : base(nameof(ReassignedParameter))
    {
        RegisterComponents();
        weight = new(ones(2, 2));
    }
}

[Module]
internal sealed partial class ReplacedChild : Module
{
    private Module first = Linear(1, 1);
    private readonly Linear second = Linear(1, 1);

    public ReplacedChild()
        : base(nameof(ReplacedChild))
    {
        RegisterComponents();
        first = new Leaf();
    }
}
