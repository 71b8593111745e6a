using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Golden.Layers;

/// <summary>TorchSharp's <c>Linear</c> as one would write it with attributes.</summary>
[Module]
internal sealed partial class MyLinear : Module<Tensor, Tensor>
{
    [Parameter("weight")] private Parameter _weight;
    [Parameter("bias")] private Parameter? _bias;

    public MyLinear(long inputs, long outputs, bool hasBias = true)
        : base(nameof(MyLinear))
    {
        double bound = 1 / Math.Sqrt(inputs);
        _weight = Parameter(empty(outputs, inputs));
        init.kaiming_uniform_(_weight, Math.Sqrt(5));
        if (hasBias)
        {
            _bias = Parameter(empty(outputs));
            init.uniform_(_bias, -bound, bound);
        }
    }

    public override Tensor forward(Tensor input) => functional.linear(input, _weight, _bias);
}
