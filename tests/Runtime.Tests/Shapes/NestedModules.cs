using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Shapes;

/// <summary>A generic class that holds, as constrained type parameter and as nested class, modules of other shapes.</summary>
internal abstract partial class Block<TNorm>(TNorm norm) : Module<Tensor, Tensor>("block")
    where TNorm : Module<Tensor, Tensor>
{
    protected readonly TNorm norm = norm;

    [Buffer] private Tensor mask = ones(1);

    public sealed partial class Gated(TNorm norm, IModule<Tensor, Tensor> activation) : Block<TNorm>(norm)
    {
        [Submodule] private readonly IModule<Tensor, Tensor> activation = activation;
        [Buffer("gate")] private volatile Tensor _gate = zeros(1);

        public override Tensor forward(Tensor x) => activation.call(norm.call(x)) + _gate;
    }
}

/// <summary>Its parts declare state in two places.</summary>
internal partial record struct Holder
{
    public partial interface INested
    {
        public partial class InParts : Module
        {
            [Buffer] private Tensor first = ones(1);
        }

        [Module]
        public sealed partial class InParts() : Module("parts")
        {
            private readonly Linear second = Linear(1, 1, hasBias: false);
        }
    }
}
