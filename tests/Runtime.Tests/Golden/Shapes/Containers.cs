using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Golden.Shapes;

[Module]
internal sealed partial class WithModuleList() : Module(nameof(WithModuleList))
{
    private readonly ModuleList<Module<Tensor, Tensor>> layers = ModuleList<Module<Tensor, Tensor>>(Linear(1, 2), new Leaf(), Linear(2, 1));
    [Buffer] private Tensor mask = ones(1);
}

[Module]
internal sealed partial class WithModuleDict() : Module(nameof(WithModuleDict))
{
    private readonly ModuleDict<Linear> heads = ModuleDict(("cls", Linear(1, 2)), ("reg", Linear(1, 1)));
    private readonly LayerNorm norm = LayerNorm(1);
}

[Module]
internal sealed partial class WithSequential() : Module(nameof(WithSequential))
{
    private readonly Sequential layers = Sequential(Linear(1, 2), ReLU(), Linear(2, 1));
    private Parameter scale = new(ones(1));
}

[Module]
internal sealed partial class NestedSequential() : Module(nameof(NestedSequential))
{
    private readonly Sequential body = Sequential(new Leaf(), Sequential(Linear(1, 1), new MaskedBlock(ones(1, 1))));
}

[Module]
internal sealed partial class WithParameterList() : Module(nameof(WithParameterList))
{
    private readonly ParameterList scales = ParameterList(new Parameter(ones(1)), new Parameter(ones(2)));
    private readonly Linear fc = Linear(1, 1);
    private Parameter own = new(ones(1));
}
