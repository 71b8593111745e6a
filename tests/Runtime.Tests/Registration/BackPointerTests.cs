using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Registration;

/// <summary>S1: registration is re-entrant, a child may point back at its parent.</summary>
public partial class BackPointerTests
{
    private sealed class HandWrittenParent : Module
    {
        private readonly HandWrittenChild child;
        private readonly Tensor mask;

        public HandWrittenParent()
            : base(nameof(HandWrittenParent))
        {
            child = new HandWrittenChild(this);
            mask = ones(2);
            RegisterComponents();
        }

        public bool HasState => child is not null && mask is not null;
    }

    private sealed class HandWrittenChild : Module
    {
        private readonly Module parent;

        public HandWrittenChild(Module parent)
            : base(nameof(HandWrittenChild))
        {
            this.parent = parent;
            RegisterComponents();
        }

        public string ParentName => parent.GetName();
    }

    [Module]
    internal sealed partial class Parent : Module
    {
        private readonly Child child;
        [Buffer] private Tensor mask;

        public Parent()
            : base(nameof(Parent))
        {
            child = new Child(this);
            mask = ones(2);
            RegisterComponents();
        }
    }

    [Module]
    internal sealed partial class Child : Module
    {
        [NotRegistered] private readonly Module parent;
        private readonly Linear fc = Linear(1, 1);

        public Child(Module parent)
            : base(nameof(Child))
        {
            this.parent = parent;
            RegisterComponents();
        }

        public Module Parent => parent;
    }

    [Module]
    internal sealed partial class Careless(Module parent) : Module(nameof(Careless))
    {
        private readonly Module parent = parent;
    }

    [Module]
    internal sealed partial class ParentOfCareless : Module
    {
        private readonly Careless child;

        public ParentOfCareless()
            : base(nameof(ParentOfCareless)) => child = new Careless(this);
    }

    [Fact]
    public void A_child_that_registers_its_parent_too_early_takes_nothing_from_it_T119()
    {
        using var handWritten = new HandWrittenParent();
        Assert.True(handWritten.HasState);
        Assert.Empty(handWritten.children());
        Assert.Empty(handWritten.state_dict());

        using var parent = new Parent();
        StateAssert.Keys(parent, "mask", "child.fc.weight", "child.fc.bias");
        Assert.Same(parent, Assert.IsType<Child>(Assert.Single(parent.children())).Parent);
    }

    [Fact]
    public void A_registered_back_pointer_is_named_instead_of_overflowing_the_stack()
    {
        var module = new ParentOfCareless();

        var error = Assert.Throws<InvalidOperationException>(() => module.state_dict());

        Assert.Contains("'child.parent' registers ParentOfCareless below itself", error.Message, StringComparison.Ordinal);
        Assert.Contains("[NotRegistered]", error.Message, StringComparison.Ordinal);
    }

    /// <summary>TorchSharp's own recursion has no end here, and a stack overflow cannot be caught.</summary>
    [Fact]
    public void Train_and_apply_end_where_a_module_is_below_itself()
    {
        var module = new ParentOfCareless();

        Assert.Contains("below itself", Assert.Throws<InvalidOperationException>(() => module.eval()).Message, StringComparison.Ordinal);
        Assert.Contains(
            "below itself", Assert.Throws<InvalidOperationException>(() => module.apply(_ => { })).Message, StringComparison.Ordinal);
    }
}
