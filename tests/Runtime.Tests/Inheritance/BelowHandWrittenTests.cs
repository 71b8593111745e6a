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

    /// <summary>Its options are those of the declaration, wherever it is assigned.</summary>
    [Module]
    internal partial class Options : Module
    {
        [Buffer] public Tensor saved;
        [Buffer(Persistent = false)] public Tensor tmp;
        [Buffer("renamed", Persistent = false)] public Tensor other;

        public Options()
            : base(nameof(Options))
        {
            saved = ones(1);
            tmp = ones(1);
            other = ones(1);
        }
    }

    private sealed class Nothing : Options;

    private sealed class SomethingOfItsOwn : Options
    {
        public readonly Tensor own = ones(1);

        public SomethingOfItsOwn() => RegisterComponents();
    }

    [Fact]
    public void A_buffer_that_is_not_saved_stays_so_in_an_empty_subclass()
    {
        using var module = new Nothing();

        Assert.Equal(["saved"], module.state_dict().Keys);
        Assert.Equal(["saved", "tmp", "renamed"], module.named_buffers(include_nonpersistent: true).Select(entry => entry.name));
        Assert.Equal(["saved"], module.named_buffers(include_nonpersistent: false).Select(entry => entry.name));
        using var plain = new Options();
        module.load_state_dict(plain.state_dict());

        using var own = new SomethingOfItsOwn();
        Assert.Equal(["saved", "own"], own.state_dict().Keys);
        own.tmp = zeros(1);
        Assert.Equal(["saved", "own"], own.state_dict().Keys);
    }
}
