using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.ActorCriticTraining;

public sealed class Policy : Module<Tensor, Tensor>
{
    private readonly Linear fc1, fc2, fc3;

    public Policy(long states, long actions) : base(nameof(Policy))
    {
        fc1 = Linear(states, 64);
        fc2 = Linear(64, 64);
        fc3 = Linear(64, actions);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => fc3.call(fc2.call(fc1.call(x).tanh()).tanh());
}

/// <summary>Moves first and builds the optimizer afterwards.</summary>
public sealed class PpoAgent
{
    private readonly Policy policy;
    private readonly optim.Optimizer optimizer;

    public PpoAgent(long states, long actions, Device device)
    {
        policy = new Policy(states, actions);
        policy.to(device);
        optimizer = optim.Adam(policy.parameters(), 3e-4); // silent: TSG3001
    }

    public void Update(Tensor states, Tensor advantages)
    {
        var loss = -(policy.call(states).log_softmax(-1).mean() * advantages).mean();
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
    }
}

/// <summary>Noise for exploration goes on from step to step; it is nobody's weight.</summary>
public sealed class OrnsteinUhlenbeck(long size)
{
    private Tensor state = zeros(size); // silent: TSG1001

    public Tensor Next()
    {
        state = state * 0.85 + randn_like(state) * 0.2; // silent: TSG1004
        return state;
    }
}

public static class Ddpg
{
    /// <summary>The optimizer holds what the move has disposed.</summary>
    public static void Train(Tensor states)
    {
        var actor = new Policy(4, 2);
        var optimizer = optim.Adam(actor.parameters(), 1e-3); // expect: TSG3001
        actor.to(float64);
        var loss = actor.call(states).mean();
        loss.backward();
        optimizer.step();
    }

    /// <summary>Target networks copy in place.</summary>
    public static void SoftUpdate(Policy source, Policy target, double tau)
    {
        using var _ = no_grad();
        foreach (var (from, to) in source.parameters().Zip(target.parameters()))
        {
            to.mul_(1 - tau).add_(from * tau); // silent: TSG1012
        }
    }
}

/// <summary>The temperature is a plain tensor, trained by an optimizer of its own making.</summary>
public sealed class SoftActorCritic : Module<Tensor, Tensor>
{
    private readonly Policy actor;
    private readonly Tensor log_alpha;
    private readonly Tensor target_entropy; // silent: TSG1015

    public SoftActorCritic(long states, long actions) : base(nameof(SoftActorCritic))
    {
        actor = new Policy(states, actions);
        log_alpha = zeros(1).requires_grad_(true); // expect: TSG1015
        target_entropy = tensor((float)-actions);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => actor.call(x) * log_alpha.exp() - target_entropy;
}
