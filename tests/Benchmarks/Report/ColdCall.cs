using System.Diagnostics;
using System.Globalization;
using TorchSharp.Generators.Tests.Benchmarks.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Tests.Benchmarks.Report;

/// <summary>What the first call of a process costs, compilation included.</summary>
public static class ColdCall
{
    public const string Switch = "--cold";

    private const int Processes = 5;

    public static string[] Operations { get; } = ["state_dict", ".to(float64) and back", "load_state_dict"];

    /// <summary>Runs one operation in this process and prints milliseconds.</summary>
    public static void RunHere(string operation, bool generated)
    {
        set_num_threads(1);
        using Module model = Trees.Make(Shape.Tree, 12, generated);
        using Module other = Trees.Make(Shape.Tree, 12, !generated);
        Dictionary<string, Tensor> source = other.state_dict();
        long start = Stopwatch.GetTimestamp();
        switch (operation)
        {
            case "state_dict":
                model.state_dict();
                break;
            case "load_state_dict":
                model.load_state_dict(source);
                break;
            default:
                model.to(ScalarType.Float64).to(ScalarType.Float32);
                break;
        }

        Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
    }

    /// <returns>The shortest of a few processes, in milliseconds.</returns>
    public static double? Measure(string operation, bool generated) =>
        Enumerable.Range(0, Processes)
            .Select(_ =>
                double.TryParse(
                    ChildProcess.Run(Switch, operation, generated ? "generated" : "torchsharp"),
                    CultureInfo.InvariantCulture,
                    out double time) ? time : (double?)null)
            .Min();
}
