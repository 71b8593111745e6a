using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Weight = TorchSharp.Modules.Parameter;

namespace Generated.Parameters;

[TorchSharp.Generators.Module]
public partial class ParameterForms : nn.Module<Tensor, Tensor>
{
    private Weight plain = new(ones(1));
    public Parameter Public = Parameter(ones(1));
    internal Weight? later;
    [Parameter] private Weight first = new(ones(1)), second = new(ones(1));
    [Parameter("renamed")] protected Weight third;
    [TorchSharp.Generators.ParameterAttribute("named", Aliases = ["a", "b"])] private protected Weight? fourth;
    [Parameter] public Weight? Property { get; set; }
    [Parameter] public Weight PrivateSet { get; private set; } = new(ones(1));
    [Parameter] public partial Weight? Partial { get; set; }
    [Parameter, System.ComponentModel.Description("listed")] private List<Weight> list = [];
    [Parameter]
    [System.Obsolete("use list")]
    private Weight[]? array;
    [NotRegistered] private readonly Weight? tied;
    [Buffer] private Tensor mask = ones(1);

    public ParameterForms(Weight? tied = null)
        : base(nameof(ParameterForms))
    {
        third = new Weight(ones(1), requires_grad: false);
        this.tied = tied;
        for (int i = 0; i < 3; i++)
        {
            list.Add(new(ones(i + 1)));
        }
    }

    public override Tensor forward(Tensor x)
    {
        x = (x * plain * Public) + first + second + third + PrivateSet;
        x = fourth is null ? x : x * fourth;
        x = Property is { } property ? x * property : x;
        later ??= new Weight(zeros_like(x));
        Partial ??= new Weight(zeros_like(x));
        return (x + later + Partial + (tied ?? list[0])) * mask;
    }

#pragma warning disable CS0618
    public void Grow() => array = [.. array ?? [], new(ones(1))];
#pragma warning restore CS0618
}
