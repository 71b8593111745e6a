using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Inheritance;

/// <summary>S10: a hand-written class over a generated one falls back to reflection for its own fields (TSG1016 warns).</summary>
public partial class BelowHandWrittenTests
{
    [Module]
    internal partial class Base() : Module(nameof(Base))
    {
        public Parameter weight = Parameter(ones(2));
        [Buffer("table")] private protected Tensor _table = ones(2);
        [NotRegistered] public readonly Tensor scratch = ones(2);
        public Linear Fc { get; } = Linear(2, 2, hasBias: false);
    }

    private sealed class Registers : Base
    {
        public Tensor own = ones(2);
        public Linear child = Linear(2, 2, hasBias: false);

        public Registers() => RegisterComponents();
    }

    private sealed class DoesNot : Base
    {
        public Tensor own = ones(2);
        public Linear child = Linear(2, 2, hasBias: false);
    }

    public static TheoryData<bool> Classes => [true, false];

    [Theory]
    [MemberData(nameof(Classes))]
    public void Its_fields_are_found_and_the_base_is_as_declared(bool registers)
    {
        using Module module = registers ? new Registers() : new DoesNot();

        Assert.Equal(["weight", "table", "own", "Fc.weight", "child.weight"], module.state_dict().Keys);
        module.to(ScalarType.Float64);
        StateAssert.Has(ScalarType.Float64, module);
        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
    }

    [Fact]
    public void Its_fields_follow_a_move()
    {
        using var module = new Registers();

        module.to(DeviceType.META);

        Assert.Same(module.own, module.get_buffer("own"));
        Assert.Equal(DeviceType.META, module.own.device_type);
        Assert.Equal(DeviceType.CPU, module.scratch.device_type);
    }
}
