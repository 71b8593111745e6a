using System.Globalization;
using TorchSharp.Generators.Tests.Benchmarks.Models;
using TorchSharp.Generators.Tests.Benchmarks.Operations;

namespace TorchSharp.Generators.Tests.Benchmarks.Report;

/// <summary>One operation on the same tree in both forms.</summary>
public sealed record Ratio(Operation Operation, Measurement TorchSharp, Measurement Generated, Measurement? ByHand)
{
    public string Name => Operation.Name;

    /// <summary>NaN where TorchSharp does nothing.</summary>
    public double Time => TorchSharp.Milliseconds < 0.002 ? double.NaN : Generated.Milliseconds / TorchSharp.Milliseconds;

    public double Allocation => Generated.Kilobytes / TorchSharp.Kilobytes;

    public double? TimeByHand => ByHand?.Milliseconds / TorchSharp.Milliseconds;

    public bool IsMet => !(Time > Operation.Goal) && !(Generated.Milliseconds / ByHand?.Milliseconds > Operation.GoalByHand);

    public string Goal => double.IsNaN(Operation.Goal)
        ? string.Create(CultureInfo.InvariantCulture, $"{Operation.GoalByHand:F0}x hand")
        : string.Create(CultureInfo.InvariantCulture, $"{Operation.Goal:F2}");
}

/// <summary>All operations on one tree.</summary>
public static class RatioTable
{
    public static List<Ratio> Measure(Shape shape, int blocks, TimeSpan perRow, IEnumerable<Operation> operations)
    {
        using var generated = new Subject(shape, blocks, generated: true);
        var ratios = new List<Ratio>();
        foreach (Operation operation in operations)
        {
            // TorchSharp disposes what it moves: each of its rows has a model of its own.
            using var reflected = new Subject(shape, blocks, generated: false);
            using var byHand = new Subject(shape, blocks, generated: false);
            foreach (Subject subject in operation.NeedsGradients ? [reflected, generated, byHand] : Array.Empty<Subject>())
            {
                subject.GiveGradients();
            }

            Measurement[] best = operation.ByHand is { } hand
                ? Measurement.Of(perRow, () => operation.Run(reflected), () => operation.Run(generated), () => hand(byHand))
                : Measurement.Of(perRow, () => operation.Run(reflected), () => operation.Run(generated));
            ratios.Add(new Ratio(operation, best[0], best[1], best.Length > 2 ? best[2] : null));
            if (operation.NeedsGradients)
            {
                generated.Model.zero_grad(set_to_none: true);
            }
        }

        return ratios;
    }

    /// <summary>A bar of at most 30 signs, TorchSharp's time at 20.</summary>
    public static string Bar(double ratio)
    {
        if (double.IsNaN(ratio))
        {
            return "";
        }

        int length = (int)Math.Round(Math.Min(ratio, 1.5) * 20);
        string bar = new string('#', Math.Min(length, 20)) + new string('!', Math.Max(0, length - 20));
        return bar.PadRight(20, '.') + (ratio > 1.5 ? "+" : "");
    }

    public static string Line(Ratio ratio) => string.Create(
        CultureInfo.InvariantCulture,
        $"{ratio.Name,-28} {ratio.TorchSharp.Milliseconds,9:F3} {ratio.Generated.Milliseconds,9:F3} {ratio.ByHand?.Milliseconds ?? double.NaN,9:F3} {ratio.Time,6:F2} {ratio.Allocation,6:F2} {ratio.Goal,8} {(ratio.IsMet ? "   " : "MISS")}  {Bar(ratio.Time)}");

    public static string Head => $"{"",-28} {"TorchSharp",9} {"generated",9} {"by hand",9} {"ratio",6} {"alloc",6} {"goal",8}";
}
