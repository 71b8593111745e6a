using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.DisposeScopes;

/// <summary>S11: state that is built inside a DisposeScope outlives it.</summary>
public partial class DisposeScopeTests
{
    private sealed class HandWritten : Module
    {
        public readonly Parameter weight = Parameter(ones(2));
        public readonly Tensor mask = ones(2);
        public readonly Linear fc = Linear(2, 2);

        public HandWritten()
            : base(nameof(HandWritten)) => RegisterComponents();
    }

    [Module]
    internal sealed partial class Initialized() : Module(nameof(Initialized))
    {
        public Parameter weight = Parameter(ones(2));
        [Buffer] public Tensor mask = ones(2);
        [Buffer(Persistent = false)] public Tensor Cache { get; set; } = ones(2);
        public readonly Linear fc = Linear(2, 2);
    }

    [Module]
    internal sealed partial class Primary(Tensor mask) : Module(nameof(Primary))
    {
        [Buffer] public Tensor half = mask / 2;
        [Buffer] public Tensor twice = mask * 2;
    }

    [Module]
    internal partial class BuiltInBody : Module
    {
        public Parameter weight;
        [Buffer] public Tensor mask;

        public BuiltInBody(bool register)
            : base(nameof(BuiltInBody))
        {
            weight = Parameter(ones(2));
            mask = ones(2);
            if (register)
            {
                RegisterComponents();
            }
        }
    }

    [Module]
    internal sealed partial class DerivedInitialized() : BuiltInBody(register: false)
    {
        [Buffer] public Tensor own = ones(2);
    }

    [Module]
    internal sealed partial class Partial() : Module(nameof(Partial))
    {
        public partial Parameter? weight { get; set; }
        [Buffer] public partial Tensor? mask { get; set; }
    }

    [Fact]
    public void Members_with_initializers_from_construction_on_T51()
    {
        HandWritten handWritten;
        Parameter[] lost;
        using (NewDisposeScope())
        {
            handWritten = new HandWritten();
            lost = [.. Embedding(2, 2).parameters(), .. LSTM(2, 2).parameters(), .. Transformer(2, 1, 1, 1, 2).parameters()];
        }

        Assert.True(handWritten.weight.IsInvalid && handWritten.mask.IsInvalid);
        Assert.False(handWritten.fc.weight.IsInvalid);
        Assert.All(lost, parameter => Assert.True(parameter.IsInvalid));

        AssertSurvives(() => new Initialized());

        using Tensor mask = ones(2);
        AssertSurvives(() => new Primary(mask));
    }

    [Fact]
    public void Members_assigned_in_a_constructor_from_RegisterComponents_on() =>
        AssertSurvives(() => new BuiltInBody(register: true));

    [Fact]
    public void Members_assigned_in_a_constructor_from_the_first_use_on()
    {
        AssertSurvives(() => Used(new BuiltInBody(register: false)));
        AssertSurvives(() => Used(new DerivedInitialized()));

        static Module Used(Module module)
        {
            module.eval();
            return module;
        }
    }

    [Fact]
    public void Partial_properties_from_assignment_on()
    {
        AssertSurvives(() => new Partial { weight = Parameter(ones(2)), mask = ones(2) });

        using var module = new Partial();
        using (NewDisposeScope())
        {
            module.mask = ones(2);
        }

        Assert.False(module.mask.IsInvalid);
    }

    [Fact]
    public void A_child_built_in_the_scope_survives_with_its_parent()
    {
        AssertSurvives(() => Sequential(("first", new Pass(new Initialized()))));
        AssertSurvives(() => new Holder(new Initialized()));
    }

    [Fact]
    public void Moves_reads_and_reassignment_in_a_scope_leave_nothing_in_it_T52()
    {
        using var module = new Initialized();
        using (DisposeScope scope = NewDisposeScope())
        {
            module.to(ScalarType.Float64).to(ScalarType.Float32);
            module.state_dict();
            Assert.Equal(0, scope.DisposablesCount);

            module.mask.Dispose();
            module.mask = ones(2);
            module.to(DeviceType.META);
            Assert.Equal(0, scope.DisposablesCount);
        }

        StateAssert.On(DeviceType.META, module);
        Assert.All(StateAssert.Tensors(module), entry => Assert.False(entry.Tensor.IsInvalid));
    }

    [Module]
    internal sealed partial class Holder(Initialized inner) : Module(nameof(Holder))
    {
        private readonly Initialized inner = inner;
    }

    [Module]
    internal sealed partial class Pass(Initialized inner) : Module<Tensor, Tensor>(nameof(Pass))
    {
        private readonly Initialized inner = inner;

        public override Tensor forward(Tensor input) => input;
    }

    /// <summary>Alive after the scope, and gone, once, with the module.</summary>
    private static void AssertSurvives(Func<Module> create)
    {
        Module module;
        using (DisposeScope scope = NewDisposeScope())
        {
            module = create();
            Assert.Equal(0, scope.DisposablesCount);
        }

        (string, Tensor Tensor)[] tensors = StateAssert.Tensors(module);
        Assert.All(tensors, entry => Assert.False(entry.Tensor.IsInvalid));
        module.Dispose();
        Assert.All(tensors, entry => Assert.True(entry.Tensor.IsInvalid));
    }
}
