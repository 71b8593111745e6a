using System.Diagnostics;

namespace TorchSharp.Generators.Tests.Benchmarks.Report;

/// <summary>This program once more, for what a process can measure only once.</summary>
public static class ChildProcess
{
    /// <returns>What it printed; null where it failed.</returns>
    public static string? Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };

        // Under "dotnet program.dll" the process is dotnet.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : null;
    }
}
