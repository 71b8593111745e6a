using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Renamed;

internal static class Keys
{
    public const string Prefix = "attn";
    public const string Query = Prefix + "_q";
}

[Module]
[StateNaming(StateNamingPolicy.SnakeCaseLower)]
public partial class Renamed() : Module<Tensor, Tensor>(nameof(Renamed))
{
    private readonly Linear WQuery = Linear(2, 2);
    private readonly Linear _wKey = Linear(2, 2);
    private readonly Linear m_value2D = Linear(2, 2);
    [Submodule(Keys.Query, Aliases = ["query", "q" + "_proj"])] private readonly Linear projected = Linear(2, 2);
    [ComponentName(Name = "final-norm")] private readonly LayerNorm norm = LayerNorm(2);
    [field: ComponentName(Name = "old_head")] public Linear? Head { get; set; }
    [Parameter(nameof(Gain), Aliases = new string[] { nameof(norm) + "_gain" })] public Parameter Gain { get; set; } = new(ones(2));
    [Buffer(key: "größe", Aliases = ["size"])] private Tensor größe = ones(2);
    [Buffer("mask # of attention")] private Tensor odd = ones(2);

    public override Tensor forward(Tensor x)
    {
        x = projected.call(m_value2D.call(_wKey.call(WQuery.call(x))));
        return (Head ?? projected).call(norm.call(x)) * Gain * größe * odd;
    }
}

[StateNaming(StateNamingPolicy.Verbatim)]
public sealed partial class AsWritten : Renamed
{
    [Buffer] private Tensor RunningMean = zeros(2);
    [Parameter] private Parameter? _bias, @event;
    [Buffer(Aliases = ["running_var"])] private Tensor runningVar = ones(2), Var2 = ones(2);

    public Tensor Normalize(Tensor x) => ((x - RunningMean) / (runningVar * Var2).sqrt()) + (_bias ?? zeros_like(x)) + (@event ?? zeros_like(x));
}

[StateNaming(StateNamingPolicy.SnakeCaseLower)]
internal partial class HttpServer2Encoder<TLayer>() : Module("encoder")
    where TLayer : Module, new()
{
    [Submodule] private readonly List<TLayer> IOLayers = [new(), new()];
    [Buffer] private Tensor XMLTable = ones(1), x1y2 = ones(1), ABC = ones(1);

    public Tensor Sum() => XMLTable + x1y2 + ABC + IOLayers.Count;
}
