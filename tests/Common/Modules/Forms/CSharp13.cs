using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Forms.CSharp13;

[StateNaming(StateNamingPolicy.SnakeCaseLower)]
public abstract partial class Generated<T>(string name) : Module<Tensor, Tensor>(name)
    where T : Module<Tensor, Tensor>
{
    [Buffer] public partial Tensor? RunningMean { get; private set; }
    [Parameter("w")] public virtual required partial Parameter Weight { get; set; }
    [Submodule] private protected partial Dictionary<string, T>? Heads { get; set; }
    [NotRegistered] public partial Tensor? Scratch { get; init; }

    public void Update(params List<Tensor> values)
    {
        lock (values)
        {
            RunningMean = values[^1];
        }
    }
}

public sealed partial class Derived() : Generated<Linear>("derived")
{
    [Parameter] public override required partial Parameter Weight { get; set; }
    [Buffer("mean")] private Tensor running_mean = ones(1);
    private Tensor field = ones(1);

    public override Tensor forward(Tensor x) => x * running_mean * field + ones(1);
}
