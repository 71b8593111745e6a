using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Lora;

public interface IAdapter
{
    int Rank { get; }

    void Merge();
}

[Module]
public sealed partial class LoraLinear : Module<Tensor, Tensor>, IAdapter
{
    [Submodule("base_layer", Aliases = ["base", "linear"])] private readonly Linear frozen;
    [Parameter] public Parameter lora_A { get; private set; }
    [Parameter] public Parameter lora_B { get; private set; }
    [Buffer(Persistent = false)] private Tensor scaling;
    private readonly Dropout? dropout;
    private bool merged;

    public LoraLinear(Linear frozen, int rank, double alpha, double dropRate = 0)
        : base(nameof(LoraLinear))
    {
        this.frozen = frozen;
        Rank = rank;
        frozen.weight.requires_grad = false;
        lora_A = new Parameter(randn(rank, frozen.weight.shape[1]) * 0.01);
        lora_B = new Parameter(zeros(frozen.weight.shape[0], rank));
        scaling = tensor(alpha / rank);
        if (dropRate > 0)
        {
            dropout = Dropout(dropRate);
        }
    }

    public int Rank { get; }

    public void Merge()
    {
        using var scope = no_grad();
        if (!merged)
        {
            frozen.weight.add_(lora_B.matmul(lora_A) * scaling);
            merged = true;
        }
    }

    public override Tensor forward(Tensor x)
    {
        Tensor y = frozen.call(x);
        return merged ? y : y + ((dropout?.call(x) ?? x).matmul(lora_A.t()).matmul(lora_B.t()) * scaling);
    }
}

[Module]
public partial class Adapted(int width, params string[] names) : Module<Tensor, Tensor>(nameof(Adapted))
{
    private readonly Linear down = Linear(width, width);
    [Submodule] private readonly Dictionary<string, LoraLinear> adapters =
        names.ToDictionary(static name => name, _ => new LoraLinear(Linear(width, width), 4, 8));

    [NotRegistered] private LoraLinear? active;

    public string? Active
    {
        get => adapters.FirstOrDefault(pair => pair.Value == active).Key;
        set => active = value is null ? null : adapters[value];
    }

    public override Tensor forward(Tensor x) => active is { } adapter ? adapter.call(down.call(x)) : down.call(x);
}
