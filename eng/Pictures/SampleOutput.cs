using System.Diagnostics;

namespace TorchSharp.Generators.Pictures;

/// <summary>What a sample prints of its model.</summary>
internal static class SampleOutput
{
    private const string Elided = "    ...";

    public static (string Tree, string Summary) Of(string project)
    {
        string[] lines = Run(project).ReplaceLineEndings("\n").Split('\n');
        int tree = Array.FindIndex(lines, static line => line.EndsWith('('));
        int treeEnd = Array.IndexOf(lines, ")", tree) + 1;
        int table = Array.FindIndex(lines, treeEnd, static line => line.StartsWith("===", StringComparison.Ordinal)) - 1;
        int tableEnd = Array.FindIndex(lines, table, static line => line.StartsWith("Size:", StringComparison.Ordinal)) + 1;
        return (
            string.Join('\n', WithoutRepetition(lines[tree..treeEnd], IsLaterBlock)),
            string.Join('\n', WithoutRepetition(lines[table..tableEnd], IsLaterRow)));
    }

    /// <summary>The blocks behind the first are like it.</summary>
    private static IEnumerable<string> WithoutRepetition(IEnumerable<string> lines, Func<string, bool, bool> repeats)
    {
        bool elided = false;
        foreach (string line in lines)
        {
            bool before = elided;
            elided = repeats(line, before);
            if (!elided || !before)
            {
                yield return elided ? Elided : line;
            }
        }
    }

    private static bool IsLaterBlock(string line, bool within) =>
        within ? line != "  )" : line.StartsWith("    (1): ", StringComparison.Ordinal);

    private static bool IsLaterRow(string line, bool within) =>
        line.StartsWith("  trf_blocks.", StringComparison.Ordinal) && !line.StartsWith("  trf_blocks.0.", StringComparison.Ordinal);

    private static string Run(string project)
    {
        var start = new ProcessStartInfo("dotnet", ["run", "--project", project]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{project} failed: {output}");
    }
}
