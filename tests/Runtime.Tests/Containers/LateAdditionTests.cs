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
        Assert.True(module.list[1].training);
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
}
