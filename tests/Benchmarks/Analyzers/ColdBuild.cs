using System.Diagnostics;
using System.Globalization;

namespace TorchSharp.Generators.Tests.Benchmarks.Analyzers;

/// <summary>What a project costs in a compiler process of its own, as in a build without a compiler server.</summary>
public static class ColdBuild
{
    private const int Processes = 2;

    /// <returns>The least processor time of a few processes, in seconds.</returns>
    public static double Seconds(Sample sample, RuleSet rules)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("analyzer-cost-");
        try
        {
            int number = 0;
            foreach (string source in Sources.Of(sample.Modules, sample.PlainLines))
            {
                File.WriteAllText(Path.Combine(folder.FullName, $"{number++}.cs"), source);
            }

            string[] arguments =
            [
                "/nologo", "/target:library", "/nullable:enable", "/langversion:latest", "/out:sample.dll", "*.cs",
                .. sample.ReferencePaths.Select(static path => $"/reference:\"{path}\""),
                .. rules.Files.Select(static path => $"/analyzer:\"{path}\""),
            ];
            File.WriteAllLines(Path.Combine(folder.FullName, "sample.rsp"), arguments);
            return Enumerable.Range(0, Processes).Select(_ => Run(folder.FullName)).Min();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Run(string folder)
    {
        double before = SecondsOfChildren();
        var start = new ProcessStartInfo(DotNet) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.ArgumentList.Add(Compiler);
        start.ArgumentList.Add("@sample.rsp");
        start.ArgumentList.Add("/noconfig");
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? SecondsOfChildren() - before
            : throw new InvalidOperationException($"The sample does not compile:\n{output}");
    }

    private static string DotNet { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"));

    private static string Compiler { get; } = Path.Combine(
        Directory.GetDirectories(Path.Combine(Path.GetDirectoryName(DotNet)!, "sdk")).Order().Last(), "Roslyn", "bincore", "csc.dll");

    /// <summary>Processor time of the children that have ended, in ticks of a hundredth of a second.</summary>
    private static double SecondsOfChildren()
    {
        string[] fields = File.ReadAllText("/proc/self/stat").Split(") ")[1].Split(' ');
        return (int.Parse(fields[13], CultureInfo.InvariantCulture) + int.Parse(fields[14], CultureInfo.InvariantCulture)) / 100.0;
    }
}
