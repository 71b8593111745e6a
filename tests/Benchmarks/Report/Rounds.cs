using TorchSharp.Generators.Tests.Benchmarks.Models;
using TorchSharp.Generators.Tests.Benchmarks.Operations;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Tests.Benchmarks.Report;

/// <summary>Create, move, save, load and dispose again and again: nothing may be left of it.</summary>
public static class Rounds
{
    public const int Count = 100;

    /// <returns>How much the working set grew, after ten rounds that filled the allocators' reserves.</returns>
    public static long MegabytesGrown()
    {
        for (int round = 0; round < 10; round++)
        {
            Run();
        }

        long before = WorkingSet();
        for (int round = 0; round < Count; round++)
        {
            Run();
        }

        return (WorkingSet() - before) >> 20;
    }

    private static void Run()
    {
        using var subject = new Subject(Shape.Tree, 13, generated: true);
        subject.Model.to(ScalarType.Float64);
        subject.Save();
        subject.Model.load(subject.File);
        subject.Model.load_state_dict(subject.Source);
        subject.Model.to(ScalarType.Float32);
    }

    private static long WorkingSet()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Environment.WorkingSet;
    }
}
