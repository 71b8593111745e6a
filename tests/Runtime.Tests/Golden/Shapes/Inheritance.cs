using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Golden.Shapes;

[Module]
internal partial class BaseLayer(string name) : Module(name)
{
    private Parameter base_weight = new(ones(2));
    [Buffer] private Tensor base_mask = ones(2);
    private readonly Linear base_fc = Linear(1, 1);
}

[Module]
internal partial class Derived(string name) : BaseLayer(name)
{
    private Parameter weight = new(ones(1));
    [Buffer] private Tensor mask = zeros(1);
    private readonly Linear fc = Linear(1, 1);
}

[Module]
internal sealed partial class MostDerived() : Derived(nameof(MostDerived))
{
    private readonly Linear top_fc = Linear(1, 1);
    [Buffer] private Tensor top_mask = zeros(2);
}
