using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Containers;

/// <summary>ModuleList and ModuleDict as a member: what they hold now counts, not what they held when they were registered.</summary>
public partial class LateAdditionTests
{
    private sealed class HandWritten : PassThrough
    {
        public readonly ModuleList<Linear> list = ModuleList(Linear(1, 1, hasBias: false));
        public readonly ModuleDict<Linear> heads = ModuleDict(("a", Linear(1, 1, hasBias: false)));

        public HandWritten() => RegisterComponents();
    }

    [Module]
    internal sealed partial class Generated : PassThrough
    {
        public readonly ModuleList<Linear> list = ModuleList(Linear(1, 1, hasBias: false));
        public readonly ModuleDict<Linear> heads = ModuleDict(("a", Linear(1, 1, hasBias: false)));
    }

    [Fact]
    public void TorchSharp_does_not_see_what_is_added_later_T43_T92_T93()
    {
        using var module = new HandWritten();
        module.list.Add(Linear(1, 1, hasBias: false));
        module.heads.Add("b", Linear(1, 1, hasBias: false));
        module.eval();

        Assert.Equal(["list.0.weight", "heads.a.weight"], module.state_dict().Keys);
        Assert.Equal((true, true), (module.list[1].training, module.heads["b"].training));
    }

    [Fact]
    public void What_is_added_later_is_state()
    {
        using var module = new Generated();
        module.list.Add(Linear(1, 1, hasBias: false));
        module.heads.Add("b", Linear(1, 1, hasBias: false));
        module.eval();

        Assert.False(module.list[1].training);
        Assert.False(module.heads["b"].training);
        Assert.Equal(["list.0.weight", "list.1.weight", "heads.a.weight", "heads.b.weight"], module.state_dict().Keys);
        module.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, module.list[1].weight!.dtype);
        Assert.Equal(ScalarType.Float64, module.heads["b"].weight!.dtype);
    }

    [Fact]
    public void What_is_replaced_or_removed_is_not()
    {
        using var module = new Generated();
        Linear replacement = Linear(1, 1);
        module.list[0] = replacement;
        module.heads.clear();

        Assert.Equal(["list.0.weight", "list.0.bias"], module.state_dict().Keys);
        Assert.Same(replacement.bias, module.get_parameter("list.0.bias"));

        module.list.Clear();
        Assert.Empty(module.parameters());
    }

    [Module]
    internal sealed partial class Block : PassThrough
    {
        [Buffer] public Tensor mask = ones(1);
        public readonly Linear fc = Linear(1, 1, hasBias: false);
    }

    [Module]
    internal sealed partial class Stack : PassThrough
    {
        public readonly ModuleList<Block> blocks = ModuleList(new Block());
        public readonly Linear last = Linear(1, 1, hasBias: false);
        [Buffer] public Tensor scale = ones(1);
    }

    [Fact]
    public void A_generated_block_that_is_added_later_stands_before_the_members_behind_the_list()
    {
        using var module = new Stack();
        module.state_dict();
        module.blocks.Add(new Block());

        Assert.Equal(
            ["scale", "blocks.0.mask", "blocks.0.fc.weight", "blocks.1.mask", "blocks.1.fc.weight", "last.weight"],
            module.state_dict().Keys);
        Assert.Equal(["scale", "blocks.0.mask", "blocks.1.mask"], module.named_buffers().Select(entry => entry.Item1));
        module.to(DeviceType.META);
        Support.StateAssert.On(DeviceType.META, module);
    }

    [Fact]
    public void What_is_added_to_a_list_on_meta_moves_there_the_next_time()
    {
        using var module = new Generated();
        module.to(DeviceType.META);
        Linear late = Linear(1, 1);
        module.list.Add(late);
        module.heads.Add("b", Linear(1, 1));

        module.to(DeviceType.META);

        Support.StateAssert.On(DeviceType.META, module);
        Assert.Equal(DeviceType.META, late.weight!.device_type);
    }

    [Fact]
    public void The_same_module_under_another_key_changes_the_keys()
    {
        using var module = new Generated();
        Linear head = module.heads["a"];
        module.state_dict();
        module.heads.Remove("a");
        module.heads.Add("b", head);

        Assert.Equal(["list.0.weight", "heads.b.weight"], module.state_dict().Keys);
        Assert.Same(head.weight, module.get_parameter("heads.b.weight"));
        Assert.Null(module.get_parameter("heads.a.weight"));
    }

    [Module]
    internal sealed partial class Lists : PassThrough
    {
        public ModuleList<Linear> list = ModuleList(Linear(1, 1, hasBias: false));
        public ModuleDict<Linear> heads = ModuleDict(("a", Linear(1, 1, hasBias: false)));
    }

    [Fact]
    public void What_is_added_to_a_list_of_another_module_is_state_at_once()
    {
        using var other = new Lists();
        using var module = new Lists();
        other.state_dict();
        module.state_dict();
        module.list = other.list;
        module.heads = other.heads;
        module.list.Add(Linear(1, 1, hasBias: false));
        module.heads.Add("b", Linear(1, 1, hasBias: false));

        Assert.Equal(["list.0.weight", "list.1.weight", "heads.a.weight", "heads.b.weight"], module.state_dict().Keys);
    }

    [Fact]
    public void What_is_added_to_an_empty_list_of_another_module_is_state_at_once()
    {
        using var other = new Lists { list = ModuleList<Linear>() };
        using var module = new Lists();
        other.state_dict();
        module.list = other.list;
        module.list.Add(Linear(1, 1, hasBias: false));

        Assert.Equal(["list.0.weight", "heads.a.weight"], module.state_dict().Keys);
    }
}
