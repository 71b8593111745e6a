using System.Diagnostics;
using System.Globalization;
using System.Text;
using TorchSharp.Generators.Tests.Benchmarks.Models;

namespace TorchSharp.Generators.Tests.Benchmarks.Report;

/// <summary>What PyTorch takes for the same operations on the same trees.</summary>
public static class PyTorchSection
{
    /// <summary>Debian's package <c>python3-torch</c> is for the system's Python.</summary>
    private const string Python = "/usr/bin/python3";

    private const string Version = "version";

    /// <returns>Empty where there is no PyTorch.</returns>
    public static string Measure(List<Ratio> flat, List<Ratio> tree, int blocks, TimeSpan perRow)
    {
        if (Run(Shape.Flat, blocks, perRow) is not { } flatTimes || Run(Shape.Tree, blocks, perRow) is not { } treeTimes)
        {
            return "";
        }

        var text = new StringBuilder(
            $"""
            ## PyTorch

            Beside PyTorch {flatTimes[Version]}, on the same trees (`tests/Benchmarks/pytorch.py`). Its files are in its own format.

            | operation | side by side: PyTorch ms | time / PyTorch's | three in each: PyTorch ms | time / PyTorch's |
            |---|---|---|---|---|

            """);
        foreach ((Ratio first, Ratio second) in flat.Zip(tree))
        {
            text.Append("| ").AppendJoin(" | ", first.Name, Cells(first, flatTimes), Cells(second, treeTimes)).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Cells(Ratio ours, Dictionary<string, string> pytorch)
    {
        double time = double.Parse(pytorch[ours.Name], CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{time:F3} | {ours.Generated.Milliseconds / time:F2}");
    }

    /// <returns>The milliseconds of each operation, and the version.</returns>
    private static Dictionary<string, string>? Run(Shape shape, int blocks, TimeSpan perRow)
    {
        if (!File.Exists(Python))
        {
            return null;
        }

        string[] arguments =
            [
                Path.Combine(AppContext.BaseDirectory, "pytorch.py"),
                shape.ToString(),
                blocks.ToString(CultureInfo.InvariantCulture),
                perRow.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            ];
        using Process process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode != 0 ? null : output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => line.Split('\t'))
            .ToDictionary(static line => line[0], static line => line[1]);
    }
}
