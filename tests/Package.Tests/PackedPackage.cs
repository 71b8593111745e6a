using TorchSharp.Generators.Package.Tests;

[assembly: AssemblyFixture(typeof(PackedPackage))]

namespace TorchSharp.Generators.Package.Tests;

/// <summary>The package, packed once from the working tree into a folder of its own under a version that no other run uses.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packed.");

    public string Version { get; } = $"0.1.0-test.{Guid.NewGuid():N}";

    public string Source => Path.Combine(_folder.FullName, "packages");

    public string PackagePath => Path.Combine(Source, $"TorchSharp.Generators.{Version}.nupkg");

    public string SymbolsPath => Path.ChangeExtension(PackagePath, ".snupkg");

    public async ValueTask InitializeAsync()
    {
        // Its own artifacts folder: the build of the working tree may be running the other tests meanwhile.
        ProcessResult packed = await Dotnet.RunAsync(
            Repository.Root,
            "pack",
            "runtime",
            "--output",
            Source,
            "--artifacts-path",
            Path.Combine(_folder.FullName, "artifacts"),
            $"-p:Version={Version}");
        packed.ShouldSucceed();
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);

        // Consumers share the user's package folder, where libtorch already is; a version that only this run has must not stay there.
        ProcessResult folder = await Dotnet.RunAsync(Repository.Root, "nuget", "locals", "global-packages", "--list");
        string installed = Path.Combine(folder.Output.Split("global-packages:")[1].Trim(), "torchsharp.generators", Version);
        if (Directory.Exists(installed))
        {
            Directory.Delete(installed, recursive: true);
        }
    }
}
