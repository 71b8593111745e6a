using System.Diagnostics;
using System.Globalization;
using TorchSharp.Generators.StateModel.Tests.Driving;
using TorchSharp.Generators.StateModel.Tests.Planted;

namespace TorchSharp.Generators.StateModel.Tests;

/// <summary>What runs in place of the tests when it is asked for: see CONTRIBUTING.md.</summary>
internal static class LongRun
{
    /// <summary>As many trees as wanted, until one fails.</summary>
    public static int Trees(int count, ulong seed)
    {
        Console.WriteLine($"{count} trees of seed {seed}");
        var watch = Stopwatch.StartNew();
        var trees = new Trees(seed);
        string? failure = trees.FirstFailure(count, done =>
        {
            if (done % 1000 == 0)
            {
                Console.WriteLine($"{done} trees, {Seconds(watch)}");
            }
        });
        Console.WriteLine(failure ?? $"{trees.Count} trees are what PyTorch would make of them, {Seconds(watch)}");
        return failure is null ? 0 : 1;
    }

    /// <summary>One tree again.</summary>
    public static int Tree(ulong seed, int number)
    {
        string? failure = Shrinker.Explain(seed, number, runtime: null);
        Console.WriteLine(failure ?? $"Tree {seed}:{number} is what PyTorch would make of it.");
        return failure is null ? 0 : 1;
    }

    /// <summary>Each planted bug, until it is seen.</summary>
    public static int Plants(int count, ulong seed)
    {
        int unseen = 0;
        foreach (Plant plant in Plant.All)
        {
            var watch = Stopwatch.StartNew();
            var trees = new Trees(seed, PlantedRuntime.Compile(plant));
            bool isSeen = trees.AnyFails(count);
            unseen += isSeen ? 0 : 1;
            Console.WriteLine($"{(isSeen ? "seen" : "NOT SEEN")} in {trees.Count} trees, {Seconds(watch)}: {plant.Name}");
        }

        return unseen;
    }

    private static string Seconds(Stopwatch watch) => string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:F0} s");
}
