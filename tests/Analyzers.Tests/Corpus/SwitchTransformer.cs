using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.SwitchTransformer;

public sealed class Ffn : Module<Tensor, Tensor>
{
    private readonly Linear wi, wo;

    public Ffn(long width) : base(nameof(Ffn))
    {
        wi = Linear(width, 4 * width, hasBias: false);
        wo = Linear(4 * width, width, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => wo.call(wi.call(x).relu());
}

/// <summary>Experts in the container made for them; loads are counted in place.</summary>
public sealed class SwitchLayer : Module<Tensor, Tensor>
{
    private readonly Linear router;
    private readonly ModuleList<Ffn> experts; // silent: TSG1005
    private readonly Tensor load;

    public SwitchLayer(long width, int count) : base(nameof(SwitchLayer))
    {
        router = Linear(width, count);
        experts = new ModuleList<Ffn>();
        for (int i = 0; i < count; i++)
        {
            experts.Add(new Ffn(width));
        }

        load = zeros(count);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var probabilities = functional.softmax(router.call(x), -1);
        var (weights, indices) = probabilities.max(-1);
        var output = zeros_like(x); // silent: TSG1011
        for (int i = 0; i < experts.Count; i++)
        {
            var chosen = indices == i;
            load[i] += chosen.sum(); // silent: TSG1004
            output = output + experts[i].call(x) * (weights * chosen).unsqueeze(-1);
        }

        return output;
    }
}

/// <summary>Experts by name, in a plain dictionary.</summary>
public sealed class NamedExperts : Module<Tensor, Tensor>
{
    private readonly SortedDictionary<string, Ffn> experts = []; // expect: TSG1005
    private readonly Linear shared;

    public NamedExperts(long width) : base(nameof(NamedExperts))
    {
        shared = Linear(width, width);
        experts.Add("code", new Ffn(width));
        experts.Add("text", new Ffn(width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => experts["code"].call(x) + experts["text"].call(x) + shared.call(x);
}

/// <summary>Routing sends an index, and an index may stay on the CPU.</summary>
public sealed class HashRouter : Module<Tensor, Tensor>
{
    private readonly Parameter scale;

    public HashRouter(long width) : base(nameof(HashRouter))
    {
        scale = Parameter(ones(width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var order = randperm(x.shape[0]); // silent: TSG1011
        return x[order] * scale;
    }
}
