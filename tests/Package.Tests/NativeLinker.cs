namespace TorchSharp.Generators.Package.Tests;

/// <summary>The C compiler that NativeAOT links with, which is not part of the .NET SDK.</summary>
internal static class NativeLinker
{
    public const string MissingReason = "NativeAOT links with clang or gcc, and neither is on the PATH.";

    public static bool IsInstalled { get; } = new[] { "clang", "gcc" }.Any(IsOnPath);

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
