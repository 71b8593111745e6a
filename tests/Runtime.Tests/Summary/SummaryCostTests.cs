using System.Diagnostics;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Summary;

/// <summary>A summary may be taken in every step of a training.</summary>
public partial class SummaryCostTests
{
    [Module]
    internal sealed partial class Block() : Module(nameof(Block))
    {
        private readonly Linear fc = Linear(2, 2);
        [Buffer] private Tensor mask = ones(2, 2);
        [Buffer(Persistent = false)] private Tensor cache = ones(2);
    }

    [Module]
    internal sealed partial class Stack(int blocks) : Module(nameof(Stack))
    {
        [Submodule] public readonly List<Block> blocks = [.. Enumerable.Range(0, blocks).Select(static _ => new Block())];
    }

    /// <summary>A row has a key, a shape and what the table shows; beside it each tensor is noted once, for ties.</summary>
    [Fact]
    public void Three_hundred_entries_take_less_than_a_millisecond_and_little_beside_their_rows()
    {
        using var model = new Stack(75);
        Assert.Equal(300, model.summary().Entries.Count);

        Assert.InRange(Enumerable.Range(0, 200).Min(_ => Time(model)), 0, 1);
        Assert.InRange(Allocated(model) / 300.0, 0, 360);
    }

    [Fact]
    public void Nothing_is_asked_twice_however_large_a_model_is()
    {
        using var small = new Stack(100);
        using var large = new Stack(800);

        Assert.InRange(Allocated(large) / (double)Allocated(small), 6, 9);
    }

    private static double Time(Module model)
    {
        long start = Stopwatch.GetTimestamp();
        model.summary();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static long Allocated(Module model)
    {
        model.summary();
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.summary();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
