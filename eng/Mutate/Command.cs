using System.Diagnostics;

namespace TorchSharp.Generators.Mutate;

/// <summary>A program that was run.</summary>
internal sealed record Command(int? ExitCode, string Output)
{
    /// <returns>Without an exit code where it took longer than <paramref name="limit"/>.</returns>
    public static Command Run(string program, string folder, (string Name, string Value)[] variables, TimeSpan limit, params string[] args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            return new Command(null, "");
        }

        return new Command(process.ExitCode, output.Result + error.Result);
    }

    public static Command Run(string program, string folder, (string Name, string Value)[] variables, params string[] args) =>
        Run(program, folder, variables, Timeout.InfiniteTimeSpan, args);
}
