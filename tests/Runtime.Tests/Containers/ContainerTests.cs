using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Containers;

/// <summary>S13: below TorchSharp's containers and hand-written parents, and above them.</summary>
public partial class ContainerTests
{
    private sealed class HandWrittenBlock() : Module<Tensor, Tensor>(nameof(HandWrittenBlock))
    {
        private readonly Linear fc = Linear(2, 2, hasBias: false);
        private readonly Tensor mask = ones(2);

        public override Tensor forward(Tensor x) => fc.call(x) * mask;
    }

    [Module]
    internal sealed partial class Block() : Module<Tensor, Tensor>(nameof(Block))
    {
        private readonly Linear fc = Linear(2, 2, hasBias: false);
        [Buffer] private Tensor mask = ones(2);
        [Buffer(Persistent = false)] private Tensor cache = ones(2);

        public override Tensor forward(Tensor x) => (fc.call(x) * mask) + cache;
    }

    private sealed class HandWrittenParent : Module<Tensor, Tensor>
    {
        private readonly Block block = new();
        private readonly ModuleList<Module<Tensor, Tensor>> list = ModuleList<Module<Tensor, Tensor>>(new Block(), Linear(2, 2));
        private readonly Tensor bias = ones(2);

        public HandWrittenParent()
            : base(nameof(HandWrittenParent)) => RegisterComponents();

        public override Tensor forward(Tensor x) => list[1].call(list[0].call(block.call(x))) + bias;
    }

    [Module]
    internal sealed partial class Root() : Module<Tensor, Tensor>(nameof(Root))
    {
        private readonly HandWrittenParent parent = new();
        private readonly Sequential chain = Sequential(("first", new Block()), ("second", new HandWrittenParent()));
        private readonly ModuleList<Block> list = ModuleList(new Block(), new Block());
        private readonly ModuleDict<Block> heads = ModuleDict(("cls", new Block()));

        public override Tensor forward(Tensor x) => heads["cls"].call(list[1].call(list[0].call(chain.call(parent.call(x)))));
    }

    private static readonly Dictionary<string, (Func<Module<Tensor, Tensor>> Create, int Keys)> s_trees = new()
    {
        ["in a Sequential"] = (() => Sequential(("a", new Block()), ("b", new Block())), 4),
        ["in a Sequential of Sequentials"] = (() => Sequential(("a", Sequential(("b", new Block()))), ("c", new Block())), 4),
        ["in a hand-written parent"] = (() => new HandWrittenParent(), 7),
        ["around all of them"] = (() => new Root(), 7 + 9 + 4 + 2),
    };

    public static TheoryData<string> Trees => [.. s_trees.Keys];

    [Theory]
    [MemberData(nameof(Trees))]
    public void The_whole_tree_moves_and_works(string tree)
    {
        (Func<Module<Tensor, Tensor>> create, int keys) = s_trees[tree];
        using Module<Tensor, Tensor> module = create();
        Assert.Equal(keys, module.state_dict().Count);

        module.to(ScalarType.Float64);
        StateAssert.Has(ScalarType.Float64, module);
        using (Tensor output = module.call(ones(1, 2, float64)))
        {
            Assert.Equal(ScalarType.Float64, output.dtype);
        }

        module.@float();
        using (Tensor output = module.call(ones(1, 2)))
        {
            Assert.Equal(ScalarType.Float32, output.dtype);
        }

        module.eval();
        Assert.All(module.modules(), child => Assert.False(child.training));

        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
        Assert.Equal(keys, module.state_dict().Count);
        using Tensor meta = module.call(ones(1, 2, device: META));
        Assert.Equal(DeviceType.META, meta.device_type);
    }

    [Fact]
    public void In_a_Sequential_without_any_registration_T42()
    {
        using var handWritten = Sequential(("block", new HandWrittenBlock()));
        Assert.Empty(handWritten.state_dict());

        using var generated = Sequential(("block", new Block()));
        StateAssert.Keys(generated, "block.fc.weight", "block.mask");
    }

    [Fact]
    public void The_parent_disposes_them_all()
    {
        var root = new Root();
        (string, Tensor Tensor)[] tensors = StateAssert.Tensors(root);

        root.Dispose();

        Assert.All(tensors, entry => Assert.True(entry.Tensor.IsInvalid));
    }
}
