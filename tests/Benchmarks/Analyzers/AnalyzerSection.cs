namespace TorchSharp.Generators.Tests.Benchmarks.Analyzers;

/// <summary>The end of <c>BENCHMARKS.md</c>, which is written by a run of its own.</summary>
public static class AnalyzerSection
{
    private const string File = "BENCHMARKS.md";
    private const string Title = "## Analyzers\n";

    /// <summary>What stands there, to be kept by whoever writes the rest.</summary>
    public static string Read() =>
        System.IO.File.Exists(File) && Split(System.IO.File.ReadAllText(File)) is [_, { } section] ? $"\n{Title}{section}" : "";

    public static void Write(string section) =>
        System.IO.File.WriteAllText(File, $"{Split(System.IO.File.ReadAllText(File))[0].TrimEnd()}\n\n{Title}\n{section}");

    private static string[] Split(string text) => text.Split(Title, 2);
}
