using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Golden.Layers;

/// <summary>TorchSharp's <c>BatchNorm1d</c> as one would write it with attributes.</summary>
[Module]
internal sealed partial class MyBatchNorm1d(long features, double eps = 1e-5, double momentum = 0.1)
    : Module<Tensor, Tensor>(nameof(MyBatchNorm1d))
{
    [Parameter("weight")] private Parameter _weight = Parameter(ones(features));
    [Parameter("bias")] private Parameter _bias = Parameter(zeros(features));
    [Buffer("running_mean")] private Tensor _runningMean = zeros(features);
    [Buffer("running_var")] private Tensor _runningVar = ones(features);
    [Buffer("num_batches_tracked")] private Tensor _numBatchesTracked = tensor(0L);

    public override Tensor forward(Tensor input)
    {
        if (training)
        {
            _numBatchesTracked.add_(1);
        }

        return functional.batch_norm(input, _runningMean, _runningVar, _weight, _bias, training, momentum, eps);
    }
}
