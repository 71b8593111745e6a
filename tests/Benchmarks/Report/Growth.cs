using TorchSharp.Generators.Tests.Benchmarks.Models;
using TorchSharp.Generators.Tests.Benchmarks.Operations;

namespace TorchSharp.Generators.Tests.Benchmarks.Report;

/// <summary>How the time grows with the depth of a chain: the exponent e of blocks^e.</summary>
public sealed record Growth(string Name, double Generated, double ByHand, double TorchSharp)
{
    /// <summary>TorchSharp's <c>state_dict</c> of 200 blocks takes seconds and gigabytes.</summary>
    private const int MostForTorchSharp = 100;

    private static readonly int[] s_blocks = [12, 48, 100, 200];

    public static List<Growth> Measure(TimeSpan perPoint)
    {
        string[] names = ["state_dict", "named_parameters", "load_state_dict", ".to(float64) and back"];
        return [.. Operation.All.Where(operation => names.Contains(operation.Name)).Select(operation => Of(operation, perPoint))];
    }

    private static Growth Of(Operation operation, TimeSpan perPoint)
    {
        var generated = new List<(double, double)>();
        var byHand = new List<(double, double)>();
        var torchSharp = new List<(double, double)>();
        foreach (int blocks in s_blocks)
        {
            using var subject = new Subject(Shape.Chain, blocks, generated: true);
            Measurement[] best = Measurement.Of(perPoint, () => operation.Run(subject), () => operation.ByHand!(subject));
            generated.Add((blocks, best[0].Milliseconds));
            byHand.Add((blocks, best[1].Milliseconds));
            if (blocks <= MostForTorchSharp)
            {
                using var reflected = new Subject(Shape.Chain, blocks, generated: false);
                torchSharp.Add((blocks, Measurement.Of(perPoint / 2, () => operation.Run(reflected))[0].Milliseconds));
            }
        }

        return new Growth(operation.Name, Exponent(generated), Exponent(byHand), Exponent(torchSharp));
    }

    /// <summary>The slope of the regression line in logarithms.</summary>
    private static double Exponent(List<(double Blocks, double Time)> points)
    {
        double x = points.Average(static point => Math.Log(point.Blocks));
        double y = points.Average(static point => Math.Log(point.Time));
        return points.Sum(point => (Math.Log(point.Blocks) - x) * (Math.Log(point.Time) - y)) / points.Sum(
            point => Math.Pow(Math.Log(point.Blocks) - x, 2));
    }
}
