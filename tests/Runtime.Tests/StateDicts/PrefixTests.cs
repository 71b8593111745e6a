using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.StateDicts;

/// <summary>S8: the arguments of <c>state_dict</c>, and containers of TorchSharp between generated modules.</summary>
public partial class PrefixTests
{
    [Module]
    internal sealed partial class Block() : Module<Tensor, Tensor>(nameof(Block))
    {
        [Buffer] public Tensor mask = ones(1);
        public Parameter scale = Parameter(ones(1));

        public override Tensor forward(Tensor x) => x * scale;
    }

    [Module]
    internal sealed partial class Tree() : Module(nameof(Tree))
    {
        public readonly Sequential chain = Sequential(("first", new Block()), ("act", ReLU()), ("second", new Block()));
        public readonly ModuleList<Block> list = ModuleList(new Block(), new Block());
        public readonly ModuleDict<Block> heads = ModuleDict(("cls", new Block()));
        [Buffer] public Tensor own = ones(1);
    }

    [Fact]
    public void Through_stock_containers_in_PyTorchs_order()
    {
        using var tree = new Tree();

        StateAssert.Keys(
            tree,
            "own",
            "chain.first.scale",
            "chain.first.mask",
            "chain.second.scale",
            "chain.second.mask",
            "list.0.scale",
            "list.0.mask",
            "list.1.scale",
            "list.1.mask",
            "heads.cls.scale",
            "heads.cls.mask");
    }

    [Fact]
    public void A_destination_and_a_prefix()
    {
        using var block = new Block();
        Dictionary<string, Tensor> destination = new() { ["other"] = block.mask };

        Assert.Same(destination, block.state_dict(destination, "model"));

        Assert.Equal(["other", "model.scale", "model.mask"], destination.Keys);
    }

    [Fact]
    public void The_values_are_the_modules_own_tensors()
    {
        using var tree = new Tree();
        Dictionary<string, Tensor> state = tree.state_dict();

        Assert.Same(tree.own, state["own"]);
        Assert.Same(tree.list[1].scale, state["list.1.scale"]);
    }
}
