using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Inheritance;

/// <summary>S6 and S10: what a hand-written class holds keeps its key, where a declared member holds it as well.</summary>
public partial class HeldTwiceTests
{
    internal abstract class HandWritten : PassThrough
    {
        public readonly Linear fc = Linear(2, 2, hasBias: false);
        public readonly ModuleList<Linear> blocks = ModuleList(Linear(2, 2, hasBias: false));
        public readonly Parameter weight = Parameter(ones(2));
        public readonly Tensor table = ones(2);
    }

    internal abstract class Registers : HandWritten
    {
        protected Registers() => RegisterComponents();
    }

    internal abstract class RegistersByHand : HandWritten
    {
        private bool _isRegistered;

        protected override void RegisterComponents()
        {
            if (!_isRegistered)
            {
                _isRegistered = true;
                register_module("first", fc);
                register_module("list", blocks);
                register_parameter("scale", weight);
                register_buffer("mask", table);
            }
        }
    }

    [Module]
    internal sealed partial class OverHandWritten : HandWritten
    {
        [Submodule("head")] private Linear? _head;
        [Submodule("layers")] public ModuleList<Linear>? Layers { get; set; }
        [Submodule] public Linear? last;
        [Parameter("gain")] private Parameter? _gain;
        [Buffer("lookup")] private Tensor? _lookup;

        public void Share() => (_head, Layers, last, _gain, _lookup) = (fc, blocks, blocks[0], weight, table);
    }

    [Module]
    internal sealed partial class OverRegisters : Registers
    {
        [Submodule("head")] private Linear _head;
        [Buffer("lookup")] private Tensor _lookup;

        public OverRegisters() => (_head, _lookup) = (fc, table);
    }

    [Module]
    internal sealed partial class OverRegistersByHand : RegistersByHand
    {
        [Submodule] public readonly Linear head;
        [Submodule] public readonly ModuleList<Linear> layers;
        [Parameter] public Parameter gain;
        [Buffer] public Tensor lookup;

        public OverRegistersByHand() => (head, layers, gain, lookup) = (fc, blocks, weight, table);
    }

    [Module]
    internal partial class Base() : Module(nameof(Base))
    {
        [Submodule("fc")] protected Linear Inner { get; } = Linear(2, 2, hasBias: false);
        [Buffer("table")] protected Tensor _table = ones(2);
        [NotRegistered] protected readonly Tensor scratch = ones(2);
        [NotRegistered, ComponentName(Name = "draft")] protected readonly Tensor other = ones(2);
    }

    private sealed class Below : Base
    {
        public readonly Linear head;
        public readonly Tensor lookup;
        public readonly Tensor kept;

        public Below()
        {
            (head, lookup, kept) = (Inner, _table, scratch);
            RegisterComponents();
        }
    }

    /// <summary>The name, or the key, of a field that its base declares not to be state.</summary>
    private sealed class Hides : Base
    {
        public new readonly Tensor scratch = ones(2);
        public readonly Tensor draft = ones(2);

        public Hides() => RegisterComponents();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void By_fields_of_the_base_and_by_declared_members(bool readsBefore)
    {
        using var module = new OverHandWritten();
        if (readsBefore)
        {
            StateAssert.Keys(module, "weight", "table", "fc.weight", "blocks.0.weight");
        }

        module.Share();

        StateAssert.Keys(
            module, "weight", "gain", "table", "lookup", "fc.weight", "blocks.0.weight", "head.weight", "layers.0.weight", "last.weight");
        Assert.Equal(["weight", "fc.weight", "blocks.0.weight"], module.named_parameters().Select(entry => entry.name));
        module.load_state_dict(module.state_dict());
        module.to(ScalarType.Float64);
        StateAssert.Has(ScalarType.Float64, module);
    }

    [Fact]
    public void By_a_base_that_has_registered_them()
    {
        using var module = new OverRegisters();

        StateAssert.Keys(module, "weight", "table", "lookup", "fc.weight", "blocks.0.weight", "head.weight");
    }

    [Fact]
    public void Under_other_keys_by_a_base_that_registers_by_hand()
    {
        using var module = new OverRegistersByHand();

        StateAssert.Keys(module, "scale", "gain", "mask", "lookup", "first.weight", "list.0.weight", "head.weight", "layers.0.weight");
        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
    }

    [Fact]
    public void By_fields_of_a_class_below()
    {
        using var module = new Below();

        StateAssert.Keys(module, "table", "lookup", "kept", "fc.weight", "head.weight");
        module.to(ScalarType.Float64);
        Assert.Same(module.lookup, module.get_buffer("table"));
        Assert.Equal(ScalarType.Float64, module.kept.dtype);
    }

    [Fact]
    public void A_field_below_that_hides_one_which_is_not_state_is_state()
    {
        using var module = new Hides();

        StateAssert.Keys(module, "table", "scratch", "draft", "fc.weight");
        Assert.Same(module.draft, module.get_buffer("draft"));
        Assert.Same(module.scratch, module.get_buffer("scratch"));
    }
}
