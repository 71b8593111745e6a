using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Sharing;

/// <summary>S6: one tensor, many holders. It stays one, alive, in all of them.</summary>
public partial class SharedTensorTests
{
    private sealed class HandWritten : Module
    {
        public readonly Parameter a;
        public readonly Parameter b;

        public HandWritten()
            : base(nameof(HandWritten))
        {
            a = b = Parameter(ones(2));
            RegisterComponents();
        }
    }

    [Module]
    internal sealed partial class Tied : Module
    {
        public Parameter a;
        public Parameter b;
        [Buffer] public Tensor mask;
        [Buffer(Persistent = false)] public Tensor alias;

        public Tied()
            : base(nameof(Tied))
        {
            a = b = Parameter(ones(2));
            mask = alias = ones(2);
        }
    }

    private sealed class HandWrittenBlock : Module
    {
        public readonly Tensor table;
        public readonly Parameter scale;

        public HandWrittenBlock(Tensor table, Parameter scale)
            : base(nameof(HandWrittenBlock))
        {
            this.table = table;
            this.scale = scale;
            RegisterComponents();
        }
    }

    [Module]
    internal sealed partial class Block(Tensor table, Parameter scale) : Module(nameof(Block))
    {
        [Buffer] public Tensor table = table;
        public Parameter scale = scale;
    }

    [Module]
    internal sealed partial class Stack : Module
    {
        public readonly ModuleList<Block> blocks;

        public Stack(int depth)
            : base(nameof(Stack))
        {
            Tensor table = ones(4);
            Parameter scale = Parameter(ones(1));
            blocks = ModuleList(Enumerable.Range(0, depth).Select(_ => new Block(table, scale)).ToArray());
        }
    }

    [Fact]
    public void Two_members_of_one_module_T25()
    {
        using var handWritten = new HandWritten();
        Assert.Single(handWritten.state_dict());
        handWritten.to(ScalarType.Float64);
        Assert.True(handWritten.b.IsInvalid);

        using var tied = new Tied();
        foreach (Module moved in new[] { tied, tied.to(ScalarType.Float64), tied.to(DeviceType.META) })
        {
            StateAssert.Keys(moved, "a", "b", "mask");
            Assert.Same(tied.a, tied.b);
            Assert.Same(tied.mask, tied.alias);
            Assert.False(tied.a.IsInvalid || tied.mask.IsInvalid);
            Assert.Single(tied.parameters());
            Assert.Single(tied.buffers());
        }
    }

    [Fact]
    public void Many_modules_of_one_tree_T27_T113_T114()
    {
        Tensor table = ones(4);
        Parameter scale = Parameter(ones(1));
        using var first = new HandWrittenBlock(table, scale);
        using var second = new HandWrittenBlock(table, scale);
        using var handWritten = Sequential();
        handWritten.append("0", new Pass(first)).append("1", new Pass(second));
        handWritten.to(ScalarType.Float64);
        Assert.Equal((ScalarType.Float64, ScalarType.Float64), (first.table.dtype, first.scale.dtype));
        Assert.Equal((true, true), (second.table.IsInvalid, second.scale.IsInvalid));

        using var stack = new Stack(5);
        stack.to(ScalarType.Float64);
        AssertShared(stack, ScalarType.Float64, DeviceType.CPU);
        stack.to(DeviceType.META);
        AssertShared(stack, ScalarType.Float64, DeviceType.META);
        Assert.Equal(10, stack.state_dict().Count);
        Assert.Single(stack.parameters());
    }

    [Fact]
    public void A_shared_tensor_is_disposed_once_and_for_all()
    {
        var stack = new Stack(3);
        (Tensor table, Parameter scale) = (stack.blocks[0].table, stack.blocks[0].scale);

        stack.Dispose();
        stack.Dispose();

        Assert.True(table.IsInvalid && scale.IsInvalid);
    }

    private static void AssertShared(Stack stack, ScalarType dtype, DeviceType device)
    {
        Block first = stack.blocks[0];
        Assert.Equal((dtype, device), (first.table.dtype, first.table.device_type));
        Assert.Equal((dtype, device), (first.scale.dtype, first.scale.device_type));
        Assert.All(stack.blocks, block => Assert.Same(first.table, block.table));
        Assert.All(stack.blocks, block => Assert.Same(first.scale, block.scale));
    }

    private sealed class Pass : Module<Tensor, Tensor>
    {
        private readonly Module inner;

        public Pass(Module inner)
            : base(nameof(Pass))
        {
            this.inner = inner;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => inner.training ? input : -input;
    }
}
