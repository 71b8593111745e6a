namespace TorchSharp.Generators.Tests.Benchmarks.Generators;

/// <summary>The part of <c>BENCHMARKS.md</c> before the analyzers', which is written by a run of its own.</summary>
public static class GeneratorSection
{
    private const string File = "BENCHMARKS.md";
    private const string Title = "## Generator\n";
    private const string Next = "## Analyzers\n";

    /// <summary>What stands there, to be kept by whoever writes the rest.</summary>
    public static string Read() =>
        System.IO.File.Exists(File) && Split() is (_, { Length: > 0 } section, _) ? $"\n{section.TrimEnd()}\n" : "";

    public static void Write(string section)
    {
        (string before, _, string after) = Split();
        System.IO.File.WriteAllText(File, $"{before.TrimEnd()}\n\n{Title}\n{section}\n{after}");
    }

    private static (string Before, string Section, string After) Split()
    {
        string text = System.IO.File.ReadAllText(File);
        int next = text.IndexOf(Next, StringComparison.Ordinal) is >= 0 and var index ? index : text.Length;
        int start = text.IndexOf(Title, StringComparison.Ordinal) is >= 0 and var title ? title : next;
        return (text[..start], text[start..next], text[next..]);
    }
}
