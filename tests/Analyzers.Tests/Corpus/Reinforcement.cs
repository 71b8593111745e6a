using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Reinforcement;

public sealed class QNetwork : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> lin1;
    private readonly Module<Tensor, Tensor> lin2;

    public QNetwork(long states, long actions) : base("QNetwork")
    {
        lin1 = Linear(states, 64);
        lin2 = Linear(64, actions);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => lin2.call(functional.relu(lin1.call(x)));
}

/// <summary>Tensors in memory belong to nobody's state.</summary>
public sealed class ReplayBuffer(int capacity)
{
    private readonly List<(Tensor State, long Action, float Reward, Tensor Next)> memory = new();
    private readonly Random random = new(1);

    public void Push(Tensor state, long action, float reward, Tensor next)
    {
        if (memory.Count == capacity)
        {
            memory.RemoveAt(0);
        }

        memory.Add((state, action, reward, next));
    }

    public Tensor Sample(int count) => stack(Enumerable.Range(0, count).Select(_ => memory[random.Next(memory.Count)].State).ToArray());
}

public sealed class Agent
{
    private readonly QNetwork policy = new(4, 2);
    private readonly QNetwork target = new(4, 2);
    private readonly ReplayBuffer memory = new(100);

    public Agent(Device device)
    {
        policy.to(device);
        target.to(device);
        target.load_state_dict(policy.state_dict());
        target.eval();
    }

    public Tensor Act(Tensor state)
    {
        memory.Push(state, 0, 0, state);
        return policy.call(state).argmax(1);
    }
}

/// <summary>Keeps the last log probabilities between the forward pass and the update.</summary>
public sealed class ActorCritic : Module<Tensor, (Tensor, Tensor)>
{
    private readonly Linear affine;
    private readonly Linear action_head;
    private readonly Linear value_head;
    private readonly List<(Tensor LogProb, Tensor Value)> saved = new();
    private Tensor? lastState;

    public ActorCritic() : base("ActorCritic")
    {
        affine = Linear(4, 128);
        action_head = Linear(128, 2);
        value_head = Linear(128, 1);
        RegisterComponents();
    }

    public override (Tensor, Tensor) forward(Tensor x)
    {
        lastState = x;
        x = functional.relu(affine.call(x));
        var result = (functional.softmax(action_head.call(x), -1), value_head.call(x));
        saved.Add(result);
        return result;
    }

    public void Finish() => saved.Clear();
}
