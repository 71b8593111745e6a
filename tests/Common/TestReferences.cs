using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Tests.Common;

/// <summary>
/// What test sources are compiled against: the assemblies of the running test process itself, so that nothing is
/// downloaded and the versions are those under test.
/// </summary>
public static class TestReferences
{
    /// <summary>The framework alone.</summary>
    public static ImmutableArray<MetadataReference> Framework { get; } = Trusted(static name =>
        name is "mscorlib" or "netstandard" || name == "System" || name.StartsWith("System.", StringComparison.Ordinal));

    public static MetadataReference TorchSharp { get; } = MetadataReference.CreateFromFile(typeof(torch).Assembly.Location);

    public static MetadataReference Runtime { get; } = MetadataReference.CreateFromFile(typeof(ModuleAttribute).Assembly.Location);

    /// <summary>The framework, TorchSharp and our runtime.</summary>
    public static ImmutableArray<MetadataReference> All { get; } = [.. Framework, TorchSharp, Runtime];

    private static ImmutableArray<MetadataReference> Trusted(Func<string, bool> wanted) =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => wanted(Path.GetFileNameWithoutExtension(path))
                && path.Contains("Microsoft.NETCore.App", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path))];
}
