using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Moe;

public sealed class Expert : Module<Tensor, Tensor>
{
    private readonly Linear w1, w2;

    public Expert(int n) : base(nameof(Expert))
    {
        w1 = Linear(n, 2 * n);
        w2 = Linear(2 * n, n);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => w2.call(functional.silu(w1.call(x)));
}

public sealed class MixtureOfExperts : Module<Tensor, Tensor>
{
    private readonly Linear gate;
    private readonly List<Expert> experts; // expect: TSG1005

    public MixtureOfExperts(int n, int count) : base(nameof(MixtureOfExperts))
    {
        gate = Linear(n, count, hasBias: false);
        experts = new List<Expert>(count);
        for (int i = 0; i < count; i++)
        {
            experts.Add(new Expert(n));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var weights = functional.softmax(gate.call(x), -1);
        Tensor y = zeros_like(x);
        for (int i = 0; i < experts.Count; i++)
        {
            y = y + experts[i].call(x) * weights[.., i..(i + 1)];
        }

        return y;
    }
}

/// <summary>Registered by a helper.</summary>
public sealed class RegisteredByHelper : Module<Tensor, Tensor>
{
    private readonly List<Expert> experts = new();

    public RegisteredByHelper(int n) : base(nameof(RegisteredByHelper))
    {
        AddExpert("a", n);
        AddExpert("b", n);
    }

    private void AddExpert(string name, int n)
    {
        var expert = new Expert(n);
        experts.Add(expert);
        register_module(name, expert);
    }

    public override Tensor forward(Tensor x) => experts[0].call(x) + experts[1].call(x);
}

/// <summary>Registered after the loop, with LINQ.</summary>
public sealed class RegisteredAfter : Module<Tensor, Tensor>
{
    private readonly Dictionary<string, Expert> experts = new();

    public RegisteredAfter(int n) : base(nameof(RegisteredAfter))
    {
        foreach (var name in new[] { "a", "b" })
        {
            experts[name] = new Expert(n);
        }

        foreach (var (name, expert) in experts)
        {
            register_module(name, expert);
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => experts.Values.Aggregate(x, (h, expert) => expert.call(h));
}
