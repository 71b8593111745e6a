using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Order;

/// <summary>S2: declaration order, base class first; PyTorch's order in the state_dict.</summary>
public partial class OrderTests
{
    private class HandWrittenBase() : Module(nameof(HandWrittenBase))
    {
        public Parameter first = Parameter(ones(1));
    }

    private sealed class HandWritten : HandWrittenBase
    {
        public Tensor buffer = ones(1);
        public HandWrittenLeaf child = new();
        public Parameter second = Parameter(ones(1));

        public HandWritten() => RegisterComponents();
    }

    private sealed class HandWrittenLeaf : Module
    {
        public Tensor count = ones(1);
        public Parameter weight = Parameter(ones(1));

        public HandWrittenLeaf()
            : base(nameof(HandWrittenLeaf)) => RegisterComponents();
    }

    [Module]
    internal partial class Base() : Module(nameof(Base))
    {
        [Buffer] public Tensor early = ones(1);
        public Parameter first = Parameter(ones(1));
    }

    [Module]
    internal sealed partial class Derived : Base
    {
        [Buffer] public Tensor buffer = ones(1);
        public Leaf child = new();
        public Parameter second = Parameter(ones(1));
    }

    [Module]
    internal sealed partial class Leaf() : Module(nameof(Leaf))
    {
        [Buffer] public Tensor count = ones(1);
        public Parameter weight = Parameter(ones(1));
    }

    [Module]
    internal sealed partial class Backwards : Module
    {
        private Parameter first;
        private Parameter second;
        private Parameter third;

        public Backwards()
            : base(nameof(Backwards))
        {
            third = Parameter(ones(1));
            RegisterComponents();
            second = Parameter(ones(1));
            RegisterComponents();
            first = Parameter(ones(1));
        }
    }

    [Fact]
    public void State_dict_has_PyTorchs_order_T38()
    {
        using var handWritten = new HandWritten();
        Assert.Equal(["second", "first", "child.weight", "buffer", "child.count"], handWritten.state_dict().Keys);

        using var generated = new Derived();
        StateAssert.Keys(generated, "first", "second", "early", "buffer", "child.weight", "child.count");
    }

    [Fact]
    public void Lists_have_declaration_order_base_class_first()
    {
        using var module = new Derived();

        Assert.Equal(["first", "second", "child.weight"], module.named_parameters().Select(entry => entry.name));
        Assert.Equal(["early", "buffer", "child.count"], module.named_buffers().Select(entry => entry.name));
    }

    [Fact]
    public void The_order_of_assignment_does_not_matter()
    {
        using var module = new Backwards();
        StateAssert.Keys(module, "first", "second", "third");
    }

    [Fact]
    public void A_move_keeps_the_order()
    {
        using var module = new Derived();
        string[] keys = [.. module.state_dict().Keys];

        StateAssert.Keys(module.to(ScalarType.Float64), keys);
        StateAssert.Keys(module.to(DeviceType.META), keys);
    }
}
