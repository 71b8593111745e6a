using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using TorchSharp.Generators.Tests.Benchmarks.Analyzers;
using TorchSharp.Generators.Tests.Benchmarks.Generators;
using TorchSharp.Generators.Tests.Benchmarks.Models;
using TorchSharp.Generators.Tests.Benchmarks.Operations;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Tests.Benchmarks.Report;

/// <summary>The whole picture in under two minutes.</summary>
public static class QuickRun
{
    public const string Switch = "--quick";

    /// <summary>Writes <c>BENCHMARKS.md</c> and the chart beside printing.</summary>
    public const string WriteSwitch = "--write";

    private const int Blocks = 200;
    private const int Megabytes = 256;

    public static void Run(bool write)
    {
        set_num_threads(1);
        Console.WriteLine(
            $"{Blocks} blocks of 14 tensors, flat: shortest times in ms; a full bar of 20 is TorchSharp's time\n\n{RatioTable.Head}");
        List<Ratio> flat = RatioTable.Measure(Shape.Flat, Blocks, TimeSpan.FromSeconds(1.2), Operation.All);
        flat.ForEach(static ratio => Console.WriteLine(RatioTable.Line(ratio)));

        Console.WriteLine($"\n{Blocks} blocks, three in each\n\n{RatioTable.Head}");
        List<Ratio> tree = RatioTable.Measure(Shape.Tree, Blocks, TimeSpan.FromSeconds(0.5), Operation.All);
        tree.ForEach(static ratio => Console.WriteLine(RatioTable.Line(ratio)));

        string pytorch = PyTorchSection.Measure(flat, tree, Blocks, TimeSpan.FromSeconds(0.1));
        Console.Write($"\n{pytorch}");

        Console.WriteLine("\nGrowth with the depth of a chain of 12 to 200 blocks (TorchSharp: to 100): exponents\n");
        List<Growth> growth = Growth.Measure(TimeSpan.FromSeconds(0.3));
        growth.ForEach(
            static row =>
                Console.WriteLine(
                    Invariant(
                        $"{row.Name,-28} generated {row.Generated,5:F2}   by hand {row.ByHand,5:F2}   TorchSharp {row.TorchSharp,5:F2}")));

        Console.WriteLine($"\nMegabytes at the peak beside a model of {Megabytes}\n");
        List<(string Name, long? Generated, long? TorchSharp)> peaks =
            [
                .. PeakMemory.Operations.Select(
                    static name => (name, PeakMemory.Measure(name, true, Megabytes), PeakMemory.Measure(name, false, Megabytes)))
            ];
        peaks.ForEach(
            static peak => Console.WriteLine($"{peak.Name,-28} generated {Show(peak.Generated),5}   TorchSharp {Show(peak.TorchSharp),5}"));

        Console.WriteLine("\nThe first call of a process, in ms (a tree of 12 blocks)\n");
        List<(string Name, double? Generated, double? TorchSharp)> colds =
            [.. ColdCall.Operations.Select(static name => (name, ColdCall.Measure(name, true), ColdCall.Measure(name, false)))];
        colds.ForEach(static cold =>
            Console.WriteLine(Invariant($"{cold.Name,-28} generated {cold.Generated,5:F1}   TorchSharp {cold.TorchSharp,5:F1}")));

        long growth100 = Rounds.MegabytesGrown();
        Console.WriteLine($"\n{Rounds.Count} rounds of create, move, save, load, dispose: the working set grows by {growth100} MB");
        if (write)
        {
            File.WriteAllText(
                "BENCHMARKS.md",
                Markdown(flat, tree, pytorch, growth, peaks, colds, growth100) + GeneratorSection.Read() + AnalyzerSection.Read());
            Directory.CreateDirectory("docs");
            File.WriteAllText("docs/benchmarks.svg", Chart.Draw(flat));
        }
    }

    private static string Markdown(
        List<Ratio> flat,
        List<Ratio> tree,
        string pytorch,
        List<Growth> growth,
        List<(string Name, long? Generated, long? TorchSharp)> peaks,
        List<(string Name, double? Generated, double? TorchSharp)> colds,
        long grown)
    {
        var text = new StringBuilder();
        Write(text, $"# Benchmarks\n");
        Write(
            text,
            $"Written by `dotnet run --project tests/Benchmarks -c Release -- {Switch} {WriteSwitch}` on {DateTime.UtcNow:yyyy-MM-dd}:");
        Write(
            text,
            $"TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}, .NET {Environment.Version}, {RuntimeInformation.OSDescription.Split('#')[0].Trim()}, {Environment.ProcessorCount} cores, libtorch on one thread.\n");
        Write(text, $"The same model in two forms: registered by TorchSharp's reflection, and generated. \"By hand\" is a loop over the same tensors,");
        Write(text, $"the least that the operation can take; the goals are ours. A block has six `Linear(4, 4)`, a buffer and a");
        Write(text, $"parameter, 14 tensors; they are so small that what is measured is everything but arithmetic. Shortest times, taken in turns.\n");
        Write(text, $"![time / TorchSharp's](docs/benchmarks.svg)\n");
        WriteRatios(text, $"{Blocks} blocks side by side", flat);
        WriteRatios(text, $"{Blocks} blocks, three in each", tree);
        text.Append(pytorch.Length > 0 ? $"{pytorch}\n" : "");
        Write(text, $"## Growth with depth\n");
        Write(text, $"The exponent e of blocks^e for a chain of 12, 48, 100 and 200 blocks, each in the one before (TorchSharp: to 100). The keys of a");
        Write(text, $"chain grow with its depth, so that a loop over them is not linear either.\n");
        Write(text, $"| operation | generated | by hand | TorchSharp |\n|---|---|---|---|");
        growth.ForEach(row => Write(text, $"| {row.Name} | {row.Generated:F2} | {row.ByHand:F2} | {row.TorchSharp:F2} |"));
        Write(text, $"\n## Memory\n");
        Write(text, $"Megabytes at the peak (VmHWM) beside a model of {Megabytes} MB in 16 tensors, each in a process of its own.\n");
        Write(text, $"| operation | generated | TorchSharp |\n|---|---|---|");
        peaks.ForEach(peak => Write(text, $"| {peak.Name} | {Show(peak.Generated)} | {Show(peak.TorchSharp)} |"));
        Write(text, $"\n{Rounds.Count} rounds of create, move, save, load and dispose let the working set grow by {grown} MB.\n");
        Write(text, $"## First call\n");
        Write(text, $"The first call of a process on a tree of 12 blocks, in milliseconds; the shortest of five processes.\n");
        Write(text, $"| operation | generated | TorchSharp |\n|---|---|---|");
        colds.ForEach(cold => Write(text, $"| {cold.Name} | {cold.Generated:F1} | {cold.TorchSharp:F1} |"));
        return text.Append('\n').Append(Missed.Text).ToString();
    }

    private static void WriteRatios(StringBuilder text, string title, List<Ratio> ratios)
    {
        Write(text, $"## {title}\n");
        Write(text, $"| operation | TorchSharp ms | generated ms | by hand ms | time / TorchSharp's | allocation / TorchSharp's | goal |\n|---|---|---|---|---|---|---|");
        ratios.ForEach(ratio => Write(
            text,
            $"| {ratio.Name} | {ratio.TorchSharp.Milliseconds:F3} | {ratio.Generated.Milliseconds:F3} | {(ratio.ByHand is { } hand ? Invariant($"{hand.Milliseconds:F3}") : "")} | {Show(ratio.Time)}{(ratio.IsMet ? "" : " (missed)")} | {Show(ratio.Allocation)} | {ratio.Goal} |"));
        text.Append('\n');
    }

    private static string Show(long? megabytes) => megabytes?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private static string Show(double ratio) => double.IsFinite(ratio) ? ratio.ToString("F2", CultureInfo.InvariantCulture) : "-";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Write(StringBuilder text, FormattableString line) => text.Append(Invariant(line)).Append('\n');
}
