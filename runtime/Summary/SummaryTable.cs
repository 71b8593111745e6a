using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace TorchSharp.Generators.Runtime.Summary;

/// <summary>Prints a summary: the table that people know from torchinfo.</summary>
internal static class SummaryTable
{
    private const int Width = 120;
    private const string Gap = "  ";
    private const int LongestShape = 24;
    private static readonly string[] s_head = ["  Key", "Kind", "Shape", "DType", "Device", "Grad", "Size"];

    public static string Format(ModuleSummary summary, SummaryWalk walk)
    {
        List<string[]> rows = [s_head, .. summary.Entries.Select(Row)];
        int[] widths = [.. Enumerable.Range(0, s_head.Length).Select(column => rows.Max(row => row[column].Length))];
        int others = widths.Skip(1).Sum() + (Gap.Length * (widths.Length - 1));
        widths[0] = Math.Min(widths[0], Width - others);
        string rule = new('=', widths[0] + others);

        var text = new StringBuilder(Shorten(walk.RootName, Width)).Append('\n').Append(rule).Append('\n');
        foreach (string[] row in rows)
        {
            row[0] = Shorten(row[0], widths[0]);
            text.Append(Line(row, widths)).Append('\n');
            if (ReferenceEquals(row, rows[0]))
            {
                text.Append(rule).Append('\n');
            }
        }

        text.Append(rule).Append('\n');
        foreach (string line in Totals(summary).Concat(Notes(summary, walk)))
        {
            text.Append(Shorten(line, Width)).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>Keeps both ends: the module and the member are what a reader looks for.</summary>
    private static string Shorten(string text, int width)
    {
        const string gap = "...";

        int tail = (width - gap.Length + 1) / 2;
        int head = width - gap.Length - tail;
        return text.Length <= width ? text : text.Remove(head, text.Length - head - tail).Insert(head, gap);
    }

    private static string Line(string[] row, int[] widths)
    {
        int last = widths.Length - 1;
        IEnumerable<string> cells =
            row.Select((cell, column) => column == last ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
        return string.Join(Gap, cells).TrimEnd();
    }

    private static string[] Row(StateEntry entry)
    {
        string kind = entry.Kind switch
        {
            StateEntryKind.Parameter => "parameter",
            StateEntryKind.Buffer => "buffer",
            _ => "non-persistent",
        };
        return entry.IsDisposed
            ? ["x " + entry.Key, kind, "disposed", "", "", "", ""]
            :
            [
                (entry.IsOutlier ? "! " : "  ") + entry.Key,
                kind,
                Shorten($"[{string.Join(", ", entry.Shape)}]", LongestShape),
                NameOf(entry.DType),
                entry.Device!.ToString(),
                entry.RequiresGrad ? "yes" : "",
                entry.TiedWith is null ? Size(entry.Bytes) : "tied",
            ];
    }

    private static IEnumerable<string> Totals(ModuleSummary summary)
    {
        yield return $"Parameters: {Number(summary.Parameters)}";
        yield return $"Trainable parameters: {Number(summary.TrainableParameters)}";
        yield return $"Size: {Size(summary.Bytes)}";
    }

    private static IEnumerable<string> Notes(ModuleSummary summary, SummaryWalk walk)
    {
        foreach (StateEntry entry in summary.Entries.Where(static entry => entry.TiedWith is not null))
        {
            yield return Pair(entry.Key, " is tied with ", entry.TiedWith!);
        }

        foreach ((string key, string first) in walk.Repeated)
        {
            yield return first.Length == 0 ? Pair(key, " is the module itself", "") : Pair(key, " is the same module as ", first);
        }

        if (summary.Entries.Any(static entry => entry.IsOnOtherDevice))
        {
            yield return $"! on another device than most, which are on {walk.Device}: an operation on both fails";
        }

        if (summary.Entries.Any(static entry => entry.HasOtherDType))
        {
            yield return $"! of another dtype than most, which are {NameOf(walk.DType)}: an operation on both fails or converts";
        }

        if (summary.Entries.Any(static entry => entry.IsDisposed))
        {
            yield return "x disposed: assign another tensor, detached from its DisposeScope";
        }
    }

    /// <summary>Each of two keys gets the half of what is left.</summary>
    private static string Pair(string left, string words, string right)
    {
        int half = (Width - words.Length) / 2;
        return Shorten(left, Math.Max(half, Width - words.Length - right.Length))
            + words
            + Shorten(right, Math.Max(half, Width - words.Length - left.Length));
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Size(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];

        double value = bytes;
        int unit = 0;
        while (value >= 1023.95 && unit < units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + units[unit];
    }

    /// <summary>PyTorch's names.</summary>
    private static string NameOf(torch.ScalarType type) =>
        type switch
        {
            torch.ScalarType.Byte => "uint8",
            torch.ScalarType.ComplexFloat32 => "complex64",
            torch.ScalarType.ComplexFloat64 => "complex128",
            _ => type.ToString().ToLowerInvariant(),
        };
}
