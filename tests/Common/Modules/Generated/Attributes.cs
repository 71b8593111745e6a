using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

[assembly: StateNaming(StateNamingPolicy.Verbatim)]

namespace Typed.Attributes;

public enum Side { Left, Right }

[Module]
public abstract partial class Table(long size) : Module<Tensor, Tensor>(nameof(Table))
{
    [Buffer(Init = nameof(BuildMask))] protected Tensor mask = triu(ones(size, size), 1);
    [Buffer("rope_cos", Persistent = false, KeepDtype = true, Aliases = new[] { "cos" })] private Tensor? cosine;
    [Buffer] public partial Tensor? Running { get; private set; }
    [NotRegistered] private Tensor? scratch;

    private Tensor BuildMask(Device device) => triu(ones(size, size, device: device), 1);

    protected Tensor Masked(Tensor x)
    {
        scratch = x * (cosine ?? x);
        Running = (Running ?? zeros(1)) + scratch.mean();
        return scratch + mask;
    }
}

[StateNaming(StateNamingPolicy.SnakeCaseLower)]
public sealed partial class Attention<TNorm>(TNorm norm, long size) : Table(size)
    where TNorm : Module<Tensor, Tensor>
{
    private readonly TNorm norm = norm;
    private readonly Linear WQuery = Linear(size, size, hasBias: false), WKey = Linear(size, size, hasBias: false);
    [Submodule("out_proj")] private Linear? output = Linear(size, size);
    [Parameter] public required Parameter Scale { get; set; }
    [Parameter("gate")] private Parameter? gate;
    [Submodule] private readonly List<Dictionary<string, Linear>> experts = [];
    [Submodule] private readonly Dictionary<Side, Linear[]> sides = new() { [Side.Left] = [Linear(1, 1)] };
    [Buffer] private readonly List<Tensor> caches = [ones(1), ones(2)];
    [Parameter] public IReadOnlyList<Parameter> Biases { get; } = [Parameter(ones(1))];
    [NotRegistered] private readonly Module<Tensor, Tensor>? teacher;
    [ComponentName(Name = "drop")] private readonly Dropout dropout = Dropout(0.1);

    public override Tensor forward(Tensor x)
    {
        Tensor q = WQuery.call(norm.call(x)), k = WKey.call(x);
        foreach (Dictionary<string, Linear> layer in experts)
        {
            q = layer["a"].call(q);
        }

        return dropout.call(output is null ? q + k : output.call(Masked(q * k))) * Scale + caches[0] + sides[Side.Left][0].call(x) * (gate ?? Biases[0]);
    }

    private static partial class Nested<T>
    {
        public partial class Inner() : Module("inner")
        {
            [Buffer] private Tensor? total;
            public partial class Deeper() : Module("deeper") { [Parameter] private Parameter? w; }
        }
    }
}
