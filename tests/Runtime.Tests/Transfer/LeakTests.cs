using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Transfer;

public class LeakTests
{
    /// <summary>A move copies 1 or 2 MiB; one in fifteen left behind would pass the limit, which is the allocator's own noise.</summary>
    [Fact]
    public void A_thousand_moves_keep_the_native_memory_flat()
    {
        using var module = new SharedMask(ones(512, 512));
        for (int i = 0; i < 20; i++)
        {
            module.to(ScalarType.Float64).to(ScalarType.Float32);
        }

        long before = WorkingSet();

        for (int i = 0; i < 500; i++)
        {
            module.to(ScalarType.Float64).to(ScalarType.Float32);
        }

        long growth = WorkingSet() - before;
        Assert.True(growth < 96L << 20, $"The working set grew by {growth >> 20} MiB.");
    }

    [Fact]
    public void A_scope_around_a_move_has_nothing_to_dispose()
    {
        using var leaf = new Leaf();
        leaf.call(ones(1, 3)).sum().backward();

        using (DisposeScope scope = NewDisposeScope())
        {
            leaf.to(ScalarType.Float64).to(DeviceType.META);
            Assert.Equal(0, scope.DisposablesCount);
        }

        Assert.All(leaf.state_dict().Values, tensor => Assert.False(tensor.IsInvalid));
    }

    private static long WorkingSet()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Environment.WorkingSet;
    }
}
