using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Sharing;

/// <summary>S6: one child under several names, and one tensor in several trees.</summary>
public partial class SharedChildTests
{
    [Module]
    internal sealed partial class Twice(Module child) : Module(nameof(Twice))
    {
        public readonly Module first = child;
        public readonly Module second = child;
    }

    private sealed class HandWrittenTable : Module
    {
        public readonly Tensor table;

        public HandWrittenTable(Tensor table)
            : base(nameof(HandWrittenTable))
        {
            this.table = table;
            RegisterComponents();
        }
    }

    private sealed class HandWrittenStatic : Module
    {
        private static readonly Tensor s_table = ones(2);
        public readonly Tensor table = s_table;

        public HandWrittenStatic()
            : base(nameof(HandWrittenStatic)) => RegisterComponents();
    }

    [Module]
    internal sealed partial class Table(Tensor table) : Module(nameof(Table))
    {
        [Buffer] public Tensor table = table;
    }

    [Fact]
    public void A_child_under_two_names_moves_once_T26()
    {
        using var module = new Twice(new Twice(Linear(1, 1, hasBias: false)));
        string[] keys = ["first.first.weight", "first.second.weight", "second.first.weight", "second.second.weight"];

        StateAssert.Keys(module, keys);
        Assert.Single(module.parameters());
        module.to(ScalarType.Float64).to(DeviceType.META);
        StateAssert.Keys(module, keys);
        Assert.Single(module.parameters());
        StateAssert.On(DeviceType.META, module);
    }

    [Fact]
    public void A_tensor_in_two_trees_stays_alive_in_both_T22_T112()
    {
        Tensor table = ones(2);
        using var handWritten = new HandWrittenTable(table);
        using var another = new HandWrittenTable(table);
        handWritten.to(ScalarType.Float64);
        Assert.True(another.table.IsInvalid);

        using var moved = new HandWrittenStatic();
        using var left = new HandWrittenStatic();
        moved.to(ScalarType.Float64);
        Assert.True(left.table.IsInvalid);

        Tensor shared = ones(2);
        using var first = new Table(shared);
        using var second = new Table(shared);
        first.to(ScalarType.Float64);
        Assert.False(second.table.IsInvalid);
        Assert.Equal([1.0, 1.0], second.to(ScalarType.Float64).table.data<double>().ToArray());
    }
}
