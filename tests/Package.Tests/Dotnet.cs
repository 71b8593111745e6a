using System.Diagnostics;
using System.Text;

namespace TorchSharp.Generators.Package.Tests;

/// <summary>A finished process: its exit code, and what it wrote to both streams.</summary>
internal sealed record ProcessResult(string Command, int ExitCode, string Output)
{
    public IReadOnlyList<string> Lines { get; } = Output.Split(
        '\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public ProcessResult ShouldSucceed()
    {
        Assert.True(ExitCode == 0, $"'{Command}' ended with exit code {ExitCode}:{Environment.NewLine}{Output}");
        return this;
    }
}

/// <summary>Runs the .NET command line as a user would, free of the settings of the build that runs these tests.</summary>
internal static class Dotnet
{
    public static Task<ProcessResult> RunAsync(string workingDirectory, params string[] arguments) =>
        RunAsync("dotnet", workingDirectory, arguments);

    public static async Task<ProcessResult> RunAsync(string program, string workingDirectory, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        foreach (string inherited in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
            .ToList())
        {
            start.Environment.Remove(inherited);
        }

        // A build server that outlives the command would keep its output streams open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        using Process process = new() { StartInfo = start };
        StringBuilder output = new();
        process.OutputDataReceived += Append;
        process.ErrorDataReceived += Append;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync();

        return new ProcessResult($"{program} {string.Join(' ', arguments)}", process.ExitCode, output.ToString());

        void Append(object sender, DataReceivedEventArgs line)
        {
            lock (output)
            {
                output.AppendLine(line.Data);
            }
        }
    }
}
