using System.Diagnostics;

namespace TorchSharp.Generators.Tests.Benchmarks.Report;

/// <summary>The shortest time of an action, and what it allocated then.</summary>
public readonly record struct Measurement(double Milliseconds, double Kilobytes)
{
    /// <summary>
    /// Takes turns between the actions, so that what else the machine does falls on all of them alike, and keeps the shortest
    /// time of each: what disturbs only adds.
    /// </summary>
    public static Measurement[] Of(TimeSpan budget, params Action[] actions)
    {
        var best = new Measurement[actions.Length];
        Array.Fill(best, new(double.MaxValue, double.MaxValue));
        var total = Stopwatch.StartNew();
        for (int round = 0; round < 5 || total.Elapsed < budget; round++)
        {
            for (int i = 0; i < actions.Length; i++)
            {
                long allocated = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                actions[i]();
                double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
                best[i] = new(Math.Min(best[i].Milliseconds, time), Math.Min(best[i].Kilobytes, allocated / 1024.0));
            }
        }

        return best;
    }
}
