using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Golden.Shapes;

[Module]
internal sealed partial class NoneBuffer() : Module(nameof(NoneBuffer))
{
    [Buffer] private Tensor before = zeros(1);
    [Buffer] private Tensor? absent;
    [Buffer] private Tensor after = ones(1);
}

[Module]
internal sealed partial class NoneParameter() : Module(nameof(NoneParameter))
{
    private Parameter weight = new(ones(2, 1));
    private Parameter? bias;
    private Parameter scale = new(ones(1));
    private readonly Linear fc = Linear(1, 2, hasBias: false);
}

[Module]
internal sealed partial class NonPersistentBuffer() : Module(nameof(NonPersistentBuffer))
{
    [Buffer] private Tensor saved = ones(2);
    [Buffer(Persistent = false)] private Tensor cache = zeros(2);
    [Buffer] private Tensor saved_too = zeros(1);
}

[Module]
internal sealed partial class BoolAndIntBuffers() : Module(nameof(BoolAndIntBuffers))
{
    [Buffer] private Tensor visible = tensor(new[,] { { true, false }, { true, true } });
    [Buffer] private Tensor positions = arange(3);
    [Buffer] private Tensor ids = tensor(new[] { 7, 8 });
    [Buffer] private Tensor bytes = tensor(new byte[] { 0, 255 });
    [Buffer] private Tensor precise = tensor(new[] { 0.1 });
    private readonly Linear fc = Linear(1, 1);
}

[Module]
internal sealed partial class ScalarBuffer() : Module(nameof(ScalarBuffer))
{
    [Buffer] private Tensor step = tensor(3L);
    [Buffer] private Tensor temperature = tensor(0.5f);
    private Parameter gain = new(tensor(2f));
}

[Module]
internal sealed partial class EmptyBuffer() : Module(nameof(EmptyBuffer))
{
    [Buffer] private Tensor history = zeros(0, 3);
    private readonly Linear fc = Linear(1, 1);
}
