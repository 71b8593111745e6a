using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.StockBases;

/// <summary>Classes that derive from TorchSharp's containers keep what the container holds.</summary>
public partial class StockBaseTests
{
    [Module]
    internal sealed partial class Chain(params (string, Module<Tensor, Tensor>)[] layers) : Sequential(layers)
    {
        [Buffer] public Tensor mask = ones(2);
        [Submodule] public readonly Linear head = Linear(2, 2, hasBias: false);

        public override Tensor forward(Tensor tensor) => head.call(base.forward(tensor)) * mask;
    }

    [Module]
    internal sealed partial class Blocks(params Linear[] layers) : ModuleList<Linear>(layers)
    {
        [Buffer] public Tensor mask = ones(2);
        public Parameter scale = Parameter(ones(2));
    }

    [Module]
    internal sealed partial class Heads() : ModuleDict<Linear>()
    {
        [Buffer] public Tensor mask = ones(2);
    }

    [Module]
    internal sealed partial class Tables(params Parameter[] tables) : ParameterList(tables)
    {
        [Buffer] public Tensor mask = ones(2);
    }

    [Fact]
    public void Sequential()
    {
        using var module = new Chain(("first", Linear(2, 2, hasBias: false)), ("second", BatchNorm1d(2)));
        string[] keys =
        [
            "mask",
            "first.weight",
            "second.weight",
            "second.bias",
            "second.running_mean",
            "second.running_var",
            "second.num_batches_tracked",
            "head.weight",
        ];
        StateAssert.Keys(module, keys);
        Assert.Equal(["first", "second", "head"], module.named_children().Select(child => child.name));

        module.eval();
        Assert.All(module.modules(), child => Assert.False(child.training));
        module.to(ScalarType.Float64);
        using (Tensor output = module.call(ones(2, 2, float64)))
        {
            Assert.Equal(ScalarType.Float64, output.dtype);
        }

        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
        StateAssert.Keys(module, keys);
    }

    [Fact]
    public void Module_list()
    {
        using var module = new Blocks(Linear(2, 2, hasBias: false), Linear(2, 2, hasBias: false));
        AssertMoves(module, "scale", "mask", "0.weight", "1.weight");
        Assert.Equal(2, module.Count);
    }

    [Fact]
    public void Module_dict()
    {
        using var module = new Heads { ("cls", Linear(2, 2, hasBias: false)) };
        AssertMoves(module, "mask", "cls.weight");
    }

    [Fact]
    public void Parameter_list()
    {
        using var module = new Tables(Parameter(ones(2)), Parameter(ones(2)));
        AssertMoves(module, "0", "1", "mask");
        Assert.Equal(DeviceType.META, module.parameters().First().device_type);
    }

    [Fact]
    public void Disposing_disposes_both()
    {
        var module = new Chain(("first", Linear(2, 2)));
        (string, Tensor Tensor)[] tensors = StateAssert.Tensors(module);

        module.Dispose();

        Assert.All(tensors, entry => Assert.True(entry.Tensor.IsInvalid));
    }

    private static void AssertMoves(Module module, params string[] keys)
    {
        StateAssert.Keys(module, keys);
        module.to(ScalarType.Float64);
        StateAssert.Has(ScalarType.Float64, module);
        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
        StateAssert.Keys(module, keys);
    }

    [Module]
    internal sealed partial class Bare(params (string, Module<Tensor, Tensor>)[] layers) : Sequential(layers);

    [Fact]
    public void A_class_over_Sequential_without_state_of_its_own()
    {
        using var module = new Bare(("first", Linear(2, 2, hasBias: false)), ("second", LayerNorm(2)));

        module.to(ScalarType.Float64);
        StateAssert.Has(ScalarType.Float64, module);
        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
        module.append("third", Linear(1, 1, hasBias: false));
        Assert.Equal("third.weight", module.state_dict().Keys.Last());
        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
    }
}
