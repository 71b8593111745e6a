using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using TorchSharp.Generators.Runtime;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Order;

/// <summary>S2: private members of one name in base and derived class are two entries under two keys.</summary>
public partial class UniqueKeyTests
{
    private class HandWrittenBase() : Module(nameof(HandWrittenBase))
    {
        private readonly Tensor mask = ones(2);

        public Tensor BaseMask => mask;
    }

    private sealed class HandWritten : HandWrittenBase
    {
        private readonly Tensor mask = ones(3);

        public HandWritten() => RegisterComponents();

        public Tensor OwnMask => mask;
    }

    [Module]
    internal partial class Base() : Module(nameof(Base))
    {
        [Buffer("base_mask")] private Tensor mask = ones(2);

        public Tensor BaseMask => mask;
    }

    [Module]
    internal sealed partial class Derived : Base
    {
        [Buffer] private Tensor mask = ones(3);

        public Tensor OwnMask => mask;
    }

    [Fact]
    public void Both_fields_are_state_T03()
    {
        using var handWritten = new HandWritten();
        handWritten.to(ScalarType.Float64);
        Assert.Equal(["mask"], handWritten.state_dict().Keys);
        Assert.Equal((ScalarType.Float32, ScalarType.Float64), (handWritten.BaseMask.dtype, handWritten.OwnMask.dtype));

        using var generated = new Derived();
        generated.to(ScalarType.Float64);
        StateAssert.Keys(generated, "base_mask", "mask");
        Assert.Equal((ScalarType.Float64, ScalarType.Float64), (generated.BaseMask.dtype, generated.OwnMask.dtype));
    }

    /// <summary>What the compiler cannot see (TSG0007): the base class gets another member in an assembly of its own.</summary>
    private sealed class CompiledEarlier : Base
    {
        private Tensor? _mask = ones(3);

        protected override void VisitState(StateVisitor visitor)
        {
            base.VisitState(visitor);
            visitor.Enter(typeof(CompiledEarlier));
            visitor.Buffer("base_mask", ref _mask);
        }
    }

    [Fact]
    public void One_key_for_two_members_is_an_error()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => new CompiledEarlier());

        Assert.Equal("attribute 'base_mask' already exists: CompiledEarlier and a base class declare it", error.Message);
    }
}
