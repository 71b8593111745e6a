using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Registration;

/// <summary>Fields, auto-properties and partial properties of every accessibility are state under their own name.</summary>
public partial class MemberFormTests
{
    [Module]
    internal partial class Fields() : Module(nameof(Fields))
    {
        private Parameter mine = Parameter(ones(1));
        protected Parameter family = Parameter(ones(1));
        internal Parameter assembly = Parameter(ones(1));
        public Parameter everybody = Parameter(ones(1));
        [Buffer] private protected Tensor either = ones(1);
        [Buffer] protected internal volatile Tensor both = ones(1);
        private readonly Linear fixedChild = Linear(1, 1, hasBias: false);
        private Linear child = Linear(1, 1, hasBias: false);
    }

    [Module]
    internal partial class Properties() : Module(nameof(Properties))
    {
        public Parameter Everybody { get; set; } = Parameter(ones(1));
        public Parameter Mine { get; private set; } = Parameter(ones(1));
        protected Parameter Family { get; set; } = Parameter(ones(1));
        internal Parameter Assembly { private get; set; } = Parameter(ones(1));
        [Buffer] private Tensor Hidden { get; set; } = ones(1);
        [Buffer] public Tensor Either { get; protected set; } = ones(1);
        public Linear GetOnlyChild { get; } = Linear(1, 1, hasBias: false);
        public Linear Child { get; init; } = Linear(1, 1, hasBias: false);
        public required Linear NeededChild { get; init; }
    }

    /// <summary>Without state of their own, classes over generated ones need no attribute.</summary>
    private sealed class FieldsBelow : Fields;

    private sealed class PropertiesBelow : Properties;

    [Module]
    internal sealed partial class PartialProperties : Module
    {
        public PartialProperties()
            : base(nameof(PartialProperties))
        {
            Everybody = Parameter(ones(1));
            Mine = Parameter(ones(1));
            Hidden = ones(1);
            Child = Linear(1, 1, hasBias: false);
        }

        public partial Parameter Everybody { get; set; }
        public partial Parameter Mine { get; private set; }
        [Buffer] internal partial Tensor Hidden { get; set; }
        [Buffer] public partial Tensor? Nothing { get; private set; }
        [Submodule] public partial Linear Child { get; set; }
    }

    private sealed class HandWrittenProperties : Module
    {
        public HandWrittenProperties()
            : base(nameof(HandWrittenProperties)) => RegisterComponents();

        public Tensor Mask { get; set; } = ones(1);

        public Linear Fc { get; set; } = Linear(1, 1, hasBias: false);
    }

    private sealed class HandWrittenRequired : Module
    {
        public HandWrittenRequired()
            : base(nameof(HandWrittenRequired)) => RegisterComponents();

        public required Linear Fc { get; init; }
    }

    [Fact]
    public void Fields_of_every_accessibility() =>
        AssertMoves(new FieldsBelow(), "mine", "family", "assembly", "everybody", "either", "both", "fixedChild.weight", "child.weight");

    [Fact]
    public void Properties_have_their_own_names_not_those_of_backing_fields_T04()
    {
        using var handWritten = new HandWrittenProperties();
        Assert.Contains("<Mask>k__BackingField", handWritten.state_dict().Keys);
        Assert.Contains("<Fc>k__BackingField.weight", handWritten.state_dict().Keys);

        AssertMoves(
            new PropertiesBelow { NeededChild = Linear(1, 1, hasBias: false) },
            "Everybody",
            "Mine",
            "Family",
            "Assembly",
            "Hidden",
            "Either",
            "GetOnlyChild.weight",
            "Child.weight",
            "NeededChild.weight");
    }

    [Fact]
    public void Required_properties_are_set_after_the_constructor_and_still_registered_T56()
    {
        using var handWritten = new HandWrittenRequired { Fc = Linear(1, 1) };
        Assert.Empty(handWritten.state_dict());

        using var generated = new Properties { NeededChild = Linear(1, 1) };
        Assert.Contains("NeededChild.bias", generated.state_dict().Keys);
    }

    [Fact]
    public void Partial_properties_of_every_accessibility() =>
        AssertMoves(new PartialProperties(), "Everybody", "Mine", "Hidden", "Child.weight");

    private static void AssertMoves(Module module, params string[] keys)
    {
        using (module)
        {
            StateAssert.Keys(module, keys);
            module.to(ScalarType.Float64);
            StateAssert.Has(ScalarType.Float64, module);
            module.to(DeviceType.META);
            StateAssert.On(DeviceType.META, module);
            StateAssert.Keys(module, keys);
        }
    }
}
