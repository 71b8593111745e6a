using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Ema;

/// <summary>Keeps a moving average of the weights of a model, which is not its own.</summary>
[Module]
public partial class Averaged : Module<Tensor, Tensor>
{
    [NotRegistered] private readonly Module<Tensor, Tensor> source;
    private readonly Module<Tensor, Tensor> average;
    [Buffer(KeepDtype = true)] private Tensor steps = zeros(1, ScalarType.Int64);
    private readonly double decay;

    public Averaged(Module<Tensor, Tensor> source, Func<Module<Tensor, Tensor>> create, double decay = 0.999)
        : base(nameof(Averaged))
    {
        (this.source, this.decay) = (source, decay);
        average = create();
        average.load_state_dict(source.state_dict());
        foreach (Parameter parameter in average.parameters())
        {
            parameter.requires_grad = false;
        }
    }

    public void Step()
    {
        using var scope = no_grad();
        steps.add_(1);
        double rate = Math.Min(decay, (1 + steps.item<long>()) / (10.0 + steps.item<long>()));
        foreach ((Parameter mine, Parameter theirs) in average.parameters().Zip(source.parameters()))
        {
            mine.lerp_(theirs, 1 - rate);
        }
    }

    public override Tensor forward(Tensor x) => (training ? source : average).call(x);
}

[Module]
public sealed partial class Shadow(IEnumerable<(string Name, Tensor Value)> values) : Module(nameof(Shadow))
{
    [Buffer] private readonly Dictionary<string, Tensor> shadow =
        values.ToDictionary(static value => value.Name.Replace('.', '_'), static value => value.Value.detach().clone());

    [Buffer(Persistent = false)] private Dictionary<string, Tensor>? backup;
    [NotRegistered] private Tensor? last;

    public void Update(string name, Tensor value, double decay)
    {
        shadow[name] = ((shadow[name] * decay) + (value * (1 - decay))).DetachFromDisposeScope();
        last = value;
    }

    public void Store(IEnumerable<(string Name, Tensor Value)> current) =>
        backup = current.ToDictionary(static value => value.Name, static value => value.Value.clone());
}
