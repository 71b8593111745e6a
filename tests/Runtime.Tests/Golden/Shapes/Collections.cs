using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Golden.Shapes;

// C# collections in the place of PyTorch's containers: the golden files are the same.

[Module]
internal sealed partial class WithModuleArray() : Module(nameof(WithModuleList))
{
    [Submodule("layers")] private readonly Module[] _layers = [Linear(1, 2), new Leaf(), Linear(2, 1)];
    [Buffer] private Tensor mask = ones(1);
}

[Module]
internal sealed partial class WithListOfModules() : Module(nameof(WithModuleList))
{
    [Submodule("layers")] private readonly List<Module<Tensor, Tensor>> _layers = [Linear(1, 2), new Leaf(), Linear(2, 1)];
    [Buffer] private Tensor mask = ones(1);
}

[Module]
internal sealed partial class WithDictionaryOfModules() : Module(nameof(WithModuleDict))
{
    [Submodule("heads")] private readonly Dictionary<string, Linear> _heads = new() { ["cls"] = Linear(1, 2), ["reg"] = Linear(1, 1) };
    private readonly LayerNorm norm = LayerNorm(1);
}

[Module]
internal sealed partial class WithParameterArray() : Module(nameof(WithParameterList))
{
    [Parameter("scales")] private readonly Parameter[] _scales = [new(ones(1)), new(ones(2))];
    private readonly Linear fc = Linear(1, 1);
    private Parameter own = new(ones(1));
}
