using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Reinforcement;

[Module]
public sealed partial class Normalizer(long size) : Module<Tensor, Tensor>(nameof(Normalizer))
{
    [Buffer(KeepDtype = true)] private Tensor count = tensor(1e-4, ScalarType.Float64);
    [Buffer] private Tensor mean = zeros(size);
    [Buffer] private Tensor var = ones(size);

    public override Tensor forward(Tensor x)
    {
        if (training)
        {
            using var scope = no_grad();
            Tensor total = count + x.shape[0], delta = x.mean([0]) - mean;
            mean.add_(delta * (x.shape[0] / total));
            var.lerp_(x.var([0], unbiased: false), 0.01);
            count.add_(x.shape[0]);
        }

        return ((x - mean) / (var + 1e-8).sqrt()).clamp(-10, 10);
    }
}

[Module]
public partial class ActorCritic : Module<Tensor, (Tensor Action, Tensor Value)>
{
    private readonly Normalizer normalizer;
    private readonly Sequential actor, critic;
    [Submodule] private readonly Dictionary<string, Sequential> targets;
    [Parameter("log_std")] private Parameter spread;
    [Buffer("action_low")] private readonly Tensor[] bounds;

    public ActorCritic(long observation, long action, Tensor low, Tensor high)
        : base(nameof(ActorCritic))
    {
        normalizer = new(observation);
        actor = Net(observation, action);
        critic = Net(observation, 1);
        targets = new() { ["critic"] = Net(observation, 1) };
        spread = new Parameter(zeros(action));
        bounds = [low, high];
        targets["critic"].load_state_dict(critic.state_dict());
    }

    public override (Tensor Action, Tensor Value) forward(Tensor observation)
    {
        Tensor x = normalizer.call(observation);
        Tensor mean = actor.call(x);
        Tensor action = mean + (spread.exp() * randn_like(mean));
        return (maximum(minimum(action, bounds[1]), bounds[0]), critic.call(x).squeeze(-1));
    }

    public void Follow(double rate)
    {
        using var scope = no_grad();
        foreach (var (target, source) in targets["critic"].parameters().Zip(critic.parameters()))
        {
            target.lerp_(source, rate);
        }
    }

    private static Sequential Net(long inputs, long outputs) => Sequential(Linear(inputs, 64), Tanh(), Linear(64, outputs));
}
