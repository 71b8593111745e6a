using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Tests.RealCode.Binding;

/// <summary>What every project is bound against.</summary>
internal static class References
{
    /// <summary>.NET's and ASP.NET's reference assemblies, TorchSharp with what it brings along, and the attributes.</summary>
    public static ImmutableArray<MetadataReference> All { get; } =
    [
        .. Pack("Microsoft.NETCore.App.Ref"),
        .. Pack("Microsoft.AspNetCore.App.Ref"),
        TestReferences.TorchSharp,
        TestReferences.Runtime,
        .. new[] { "Google.Protobuf.dll", "ICSharpCode.SharpZipLib.dll", "SkiaSharp.dll" }
            .Select(static name => Path.Combine(AppContext.BaseDirectory, name))
            .Where(File.Exists)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The newest version of a reference pack of the SDK that runs this program.</summary>
    private static IEnumerable<MetadataReference> Pack(string name)
    {
        string shared = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string packs = Path.GetFullPath(Path.Combine(shared, "..", "..", "..", "packs", name));
        string? newest = Directory.Exists(packs) ? Directory.GetDirectories(packs).MaxBy(VersionOf) : null;
        string? folder = newest is null ? null : Directory.GetDirectories(Path.Combine(newest, "ref")).Single();
        return folder is null
            ? throw new UsageException($"no reference assemblies at {packs}: install the .NET SDK that this repository asks for")
            : Directory.GetFiles(folder, "*.dll").Select(static path => MetadataReference.CreateFromFile(path));
    }

    private static Version VersionOf(string folder) =>
        Version.TryParse(Path.GetFileName(folder), out Version? version) ? version : new Version();
}
