using TorchSharp.Generators;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Transfer;

/// <summary>S18 and S19: how often a move looks, and how much memory it takes. Alone, since the memory is that of the process.</summary>
[CollectionDefinition(nameof(CostTests), DisableParallelization = true)]
[Collection(nameof(CostTests))]
public partial class CostTests
{
    [Module]
    internal partial class Observed() : Module(nameof(Observed))
    {
        [Buffer] public Tensor Mean = ones(2);
        public readonly Module Layer = Linear(2, 2);
    }

    private sealed class Counted : Observed
    {
        public int Visits { get; set; }

        protected override void VisitState(StateVisitor visitor)
        {
            Visits++;
            base.VisitState(visitor);
        }
    }

    [Module]
    internal sealed partial class Large : Module
    {
        [Buffer] public List<Tensor> Tables = [];

        public Large(int tables, long elements)
            : base(nameof(Large))
        {
            for (int i = 0; i < tables; i++)
            {
                Tables.Add(ones(elements));
            }
        }
    }

    [Fact]
    public void A_move_visits_each_module_at_most_three_times()
    {
        using var counted = new Counted();
        counted.state_dict();

        Assert.InRange(Count(() => counted.to(ScalarType.Float32)), 1, 2);
        Assert.InRange(Count(() => counted.to(ScalarType.Float64)), 1, 2);
        Assert.InRange(Count(() => counted.to(DeviceType.META)), 1, 3);

        int Count(Action move)
        {
            counted.Visits = 0;
            move();
            return counted.Visits;
        }
    }

    /// <summary>
    /// A model of 288 MiB in four tensors. All copies first would take 144 MiB more, and 288 MiB on the way back. A tensor of less
    /// than 32 MiB may come from the heap of glibc, which gives nothing back before the last of them is free.
    /// </summary>
    [Fact]
    public void A_change_of_dtype_takes_the_memory_of_one_more_tensor()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "This reads the peak of the resident memory from /proc.");
        using var large = new Large(4, 18L << 20);

        AssertPeak(
            100,
            () =>
            {
                large.to(ScalarType.BFloat16);
                large.to(ScalarType.Float32);
            });
    }

    /// <summary>The same model. Whoever reads the file before he copies it has 288 MiB more, and whoever reads a tensor, 72 MiB.</summary>
    [Fact]
    public void A_save_and_a_load_take_the_memory_of_a_buffer()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "This reads the peak of the resident memory from /proc.");
        using var large = new Large(4, 18L << 20);
        using var source = new Large(4, 18L << 20);
        string file = Path.GetTempFileName();
        try
        {
            AssertPeak(64, () => large.save(file));
            AssertPeak(64, () => large.load(file));
            AssertPeak(64, () => large.load_state_dict(source.state_dict()));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A tensor of 72 MiB in the file. Whoever converts or copies it as a whole has as much more.</summary>
    [Theory]
    [InlineData("another dtype")]
    [InlineData("every second element")]
    public void What_passes_through_a_buffer_takes_no_more_than_that(string kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "This reads the peak of the resident memory from /proc.");
        const long Elements = 18L << 20;
        using var source = new Large(1, Elements);
        using var target = new Large(1, 1);
        target.Tables[0] = kind == "another dtype"
            ? ones(Elements, dtype: ScalarType.BFloat16)
            : ones(2 * Elements)[TensorIndex.Slice(step: 2)];
        string file = Path.GetTempFileName();
        try
        {
            source.save(file);
            AssertPeak(40, () => target.load(file));
            AssertPeak(40, () => target.save(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void AssertPeak(int mebibytes, Action operation)
    {
        long before = ResetPeak();

        operation();

        long growth = ReadStatus("VmHWM") - before;
        Assert.True(growth < mebibytes << 10, $"The peak was {growth >> 10} MiB above the model.");
    }

    /// <returns>The resident memory in KiB.</returns>
    private static long ResetPeak()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        File.WriteAllText("/proc/self/clear_refs", "5");
        return ReadStatus("VmRSS");
    }

    private static long ReadStatus(string name) =>
        long.Parse(
            File.ReadLines("/proc/self/status")
                .First(line => line.StartsWith(name, StringComparison.Ordinal))
                .Split(' ', '\t', StringSplitOptions.RemoveEmptyEntries)[1],
            System.Globalization.CultureInfo.InvariantCulture);
}
