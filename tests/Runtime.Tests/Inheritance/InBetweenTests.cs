using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Inheritance;

/// <summary>S10: a hand-written class between two generated ones, and generic base classes.</summary>
public partial class InBetweenTests
{
    [Module]
    internal partial class Base() : Module(nameof(Base))
    {
        [Buffer] private Tensor first = ones(1);
    }

    internal class HandWritten : Base
    {
        public readonly Tensor between = ones(1);
        public readonly Linear fc = Linear(1, 1, hasBias: false);
    }

    [Module]
    internal sealed partial class Most : HandWritten
    {
        [Buffer("own")] private Tensor _own = ones(1);
    }

    [Module]
    internal abstract partial class Generic<TLayer, TOther>(TLayer layer) : Module(nameof(Generic<,>))
        where TLayer : Module
        where TOther : class
    {
        protected readonly TLayer layer = layer;
        [Buffer] protected Tensor table = ones(1);

        public TOther? Other { get; set; }
    }

    [Module]
    internal sealed partial class Closed() : Generic<Linear, string>(Linear(1, 1, hasBias: false))
    {
        [Buffer] private Tensor own = ones(1);
    }

    [Fact]
    public void The_fields_in_between_are_found()
    {
        using var module = new Most();

        Assert.Equal(
            ["between", "fc.weight", "first", "own"],
            module.state_dict().Keys.Order(StringComparer.Ordinal));
        module.to(ScalarType.Float64);
        StateAssert.Has(ScalarType.Float64, module);
        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
        Assert.Same(module.between, module.get_buffer("between"));
    }

    [Fact]
    public void A_closed_generic_base()
    {
        using var module = new Closed { Other = "" };

        StateAssert.Keys(module, "table", "own", "layer.weight");
        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
    }
}
