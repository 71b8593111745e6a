using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.LoraAdapters;

/// <summary>Merging writes into the weight that is there.</summary>
public sealed class LoraLayer : Module<Tensor, Tensor>
{
    private readonly Linear @base;
    private readonly Linear lora_A, lora_B;
    private readonly double scale;
    private bool merged;

    public LoraLayer(Linear layer, long rank, double alpha) : base(nameof(LoraLayer))
    {
        @base = layer;
        lora_A = Linear(layer.in_features, rank, hasBias: false);
        lora_B = Linear(rank, layer.out_features, hasBias: false);
        init.zeros_(lora_B.weight); // silent: TSG1012
        scale = alpha / rank;
        foreach (var parameter in @base.parameters())
        {
            parameter.requires_grad = false; // silent: TSG1015
        }

        RegisterComponents();
    }

    public void Merge()
    {
        using var _ = no_grad();
        @base.weight!.add_(lora_B.weight!.matmul(lora_A.weight!) * scale); // silent: TSG1004
        merged = true;
    }

    public override Tensor forward(Tensor x) => merged ? @base.call(x) : @base.call(x) + lora_B.call(lora_A.call(x)) * scale;
}

/// <summary>Adapters that come later, by name; nothing knows of them but a dictionary.</summary>
public sealed class AdapterBank : Module<Tensor, Tensor>
{
    private readonly Dictionary<string, LoraLayer> adapters = []; // expect: TSG1005
    private readonly Linear trunk;
    private string active = "";

    public AdapterBank(long width) : base(nameof(AdapterBank))
    {
        trunk = Linear(width, width);
        RegisterComponents();
    }

    public void Add(string name) => adapters[name] = new LoraLayer(trunk, 4, 8);

    public void Use(string name) => active = name;

    public override Tensor forward(Tensor x) => adapters.TryGetValue(active, out var adapter) ? adapter.call(x) : trunk.call(x);
}

/// <summary>The same bank, in the container for it.</summary>
public sealed class AdapterDict : Module<Tensor, Tensor>
{
    private readonly ModuleDict<LoraLayer> adapters = new(); // silent: TSG1005
    private readonly Linear trunk;

    public AdapterDict(long width) : base(nameof(AdapterDict))
    {
        trunk = Linear(width, width);
        adapters.Add("default", new LoraLayer(trunk, 4, 8));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => adapters["default"].call(x);
}

/// <summary>Prompt tokens, once as a parameter and once as a tensor that nobody trains.</summary>
public sealed class PromptTuning : Module<Tensor, Tensor>
{
    private readonly Parameter prompt; // silent: TSG1015
    private readonly Tensor prefix;

    public PromptTuning(long tokens, long width) : base(nameof(PromptTuning))
    {
        prompt = Parameter(randn(tokens, width) * 0.02);
        prefix = randn(tokens, width);
        prefix.requires_grad = true; // expect: TSG1015
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => cat([prefix.unsqueeze(0), prompt.unsqueeze(0), x], dim: 1);
}
