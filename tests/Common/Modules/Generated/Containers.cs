using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Containers;

public enum Branch { Left, Right, Middle }

[Module]
public partial class Containers(int count, int width) : Module<Tensor, Tensor>(nameof(Containers))
{
    private readonly ModuleList<Linear> list = ModuleList([.. Enumerable.Range(0, count).Select(_ => Linear(width, width))]);
    private readonly ModuleDict<Module<Tensor, Tensor>> dict = ModuleDict<Module<Tensor, Tensor>>(("relu", ReLU()), ("linear", Linear(width, width)));
    private readonly ParameterList parameters_ = new(Parameter(ones(width)), Parameter(zeros(width)));
    private readonly ParameterDict named = new() { ["gain"] = Parameter(ones(width)) };
    private readonly Sequential chain = Sequential(("first", Linear(width, width)), ("second", ReLU()));
    [Submodule] private readonly Linear[] array = [Linear(width, width), Linear(width, width)];
    [Submodule] private readonly List<Linear> grown = new();
    [Submodule] private readonly IReadOnlyList<LayerNorm> norms = [LayerNorm(width)];
    [Submodule] private readonly Dictionary<Branch, Linear> branches = Enum.GetValues<Branch>().ToDictionary(static b => b, _ => Linear(width, width));
    [Submodule] private readonly Dictionary<int, List<Linear[]>> deep = new() { [3] = [[Linear(width, width)], []] };

    public Linear Add()
    {
        var layer = Linear(width, width);
        grown.Add(layer);
        return layer;
    }

    public override Tensor forward(Tensor x)
    {
        x = list.Aggregate(x, static (y, layer) => layer.call(y));
        x = dict["linear"].call(dict["relu"].call(x)) * parameters_[0] + parameters_[1] * named["gain"];
        foreach (Linear layer in array.Concat(grown).Concat(branches.Values).Concat(deep[3].SelectMany(static row => row)))
        {
            x = layer.call(x);
        }

        return norms[0].call(chain.call(x));
    }
}

public sealed partial class Tables : Module
{
    [Buffer] public Tensor[]? masks;
    [Buffer("per_level", Persistent = false)] internal List<Tensor> levels = [];
    [Buffer] protected internal Dictionary<string, Tensor[]> named = [];
    [Buffer(KeepDtype = true)] private Dictionary<Branch, List<Tensor>> byBranch = [];
    [Parameter] private Parameter[][] grid = [[Parameter(ones(1))], [Parameter(ones(1)), Parameter(ones(2))]];
    [Parameter("biases")] public IReadOnlyList<Parameter> Biases { get; set; } = [];
    [Buffer] public Tensor?[] Optional { get; set; } = [null, ones(1)];
    [NotRegistered] private readonly List<Tensor> history = [];
    [NotRegistered] private readonly Dictionary<string, Linear>? borrowed;

    public Tables(Dictionary<string, Linear>? borrowed = null)
        : base(nameof(Tables)) => this.borrowed = borrowed;

    public void Remember(Tensor x)
    {
        history.Add(x);
        levels.Add(x.detach().clone());
        byBranch[Branch.Left] = [x];
        named["last"] = [x, x];
        masks = [.. history];
        Biases = [.. grid.SelectMany(static row => row)];
        borrowed?.Clear();
    }
}
