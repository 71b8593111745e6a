using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Inheritance;

/// <summary>S10: a generated class over a hand-written one, whose state TorchSharp finds by reflection.</summary>
public partial class OverHandWrittenTests
{
    private protected class Registers : Module
    {
        protected readonly Linear fc = Linear(2, 2, hasBias: false);
        public Tensor inherited = ones(2);
        public Parameter weight = Parameter(ones(2));

        public Registers()
            : base(nameof(Registers)) => RegisterComponents();
    }

    private protected class DoesNot() : Module(nameof(DoesNot))
    {
        protected readonly Linear fc = Linear(2, 2, hasBias: false);
        public Tensor inherited = ones(2);
        public Parameter weight = Parameter(ones(2));
    }

    [Module]
    private protected sealed partial class OverRegisters : Registers
    {
        [Buffer("table")] private Tensor _table = ones(2);
        [NotRegistered] public readonly Linear Teacher = Linear(2, 2);
        public readonly Tensor Scratch = ones(2);
        public Linear Head { get; } = Linear(2, 2, hasBias: false);
        [Buffer] public partial Tensor? Late { get; set; }
    }

    [Module]
    private protected sealed partial class OverDoesNot : DoesNot
    {
        [Buffer("table")] private Tensor _table = ones(2);
        [NotRegistered] public readonly Linear Teacher = Linear(2, 2);
        public readonly Tensor Scratch = ones(2);
        public Linear Head { get; } = Linear(2, 2, hasBias: false);
        [Buffer] public partial Tensor? Late { get; set; }
    }

    public static TheoryData<bool> Bases => [true, false];

    [Theory]
    [MemberData(nameof(Bases))]
    public void The_state_of_both_is_there_and_nothing_twice(bool baseRegisters)
    {
        using Module module = Create(baseRegisters);

        Assert.Equal(["weight", "inherited", "table", "fc.weight", "Head.weight"], module.state_dict().Keys);
        Assert.Equal(["fc", "Head"], module.named_children().Select(child => child.name));
    }

    [Theory]
    [MemberData(nameof(Bases))]
    public void The_state_of_both_moves(bool baseRegisters)
    {
        using Module module = Create(baseRegisters);

        module.to(ScalarType.Float64);
        StateAssert.Has(ScalarType.Float64, module);

        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
        Assert.Equal(5, module.state_dict().Count);
    }

    [Fact]
    public void The_fields_of_the_base_are_what_the_registry_has_after_a_move()
    {
        using var module = new OverRegisters();

        module.to(DeviceType.META);

        Assert.Same(module.inherited, module.get_buffer("inherited"));
        Assert.Same(module.weight, module.get_parameter("weight"));
        Assert.Equal(DeviceType.META, module.inherited.device_type);
        Assert.Equal(DeviceType.CPU, module.Teacher.weight.device_type);
        Assert.Equal(DeviceType.CPU, module.Scratch.device_type);
    }

    [Fact]
    public void A_late_value_takes_its_place()
    {
        using var module = new OverDoesNot();
        module.state_dict();

        module.Late = ones(2);

        Assert.Equal(["weight", "inherited", "table", "Late", "fc.weight", "Head.weight"], module.state_dict().Keys);
    }

    private static Module Create(bool baseRegisters) => baseRegisters ? new OverRegisters() : new OverDoesNot();

    private protected class WithStatic : Module
    {
        public static readonly Tensor Shared = ones(1);
        public readonly Tensor own = ones(1);
        public Tensor? plain;

        public WithStatic()
            : base(nameof(WithStatic)) => RegisterComponents();
    }

    [Module]
    private protected sealed partial class OverStatic : WithStatic
    {
        [Buffer] public Tensor table = ones(1);
    }

    [Fact]
    public void A_static_field_of_the_base_takes_no_key()
    {
        using var module = new OverStatic();

        Assert.Equal(["own", "table"], module.state_dict().Keys);
        module.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float32, WithStatic.Shared.dtype);
    }

    [Fact]
    public void A_plain_field_registered_by_hand_over_it_stays()
    {
        using var module = new OverStatic { plain = ones(1) };
        module.register_buffer("plain", module.plain);

        StateAssert.Keys(module, "own", "plain", "table");
        module.table = ones(2);
        StateAssert.Keys(module, "own", "plain", "table");
        module.to(DeviceType.META);
        Assert.Same(module.plain, module.get_buffer("plain"));
        StateAssert.On(DeviceType.META, module);
    }
}
