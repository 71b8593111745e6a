namespace TorchSharp.Generators.Package.Tests;

public class PackageContentTests(PackedPackage package)
{
    [Fact]
    public void Package_has_exactly_these_entries() =>
        Assert.Equal(
            [
                "LICENSE",
                "README.md",
                "TorchSharp.Generators.nuspec",
                "analyzers/dotnet/cs/TorchSharp.Generators.Analyzers.dll",
                "analyzers/dotnet/cs/TorchSharp.Generators.CodeFixes.dll",
                "analyzers/dotnet/cs/TorchSharp.Generators.SourceGeneration.dll",
                "lib/net8.0/TorchSharp.Generators.dll",
                "lib/net8.0/TorchSharp.Generators.xml",
                "lib/netstandard2.0/TorchSharp.Generators.dll",
                "lib/netstandard2.0/TorchSharp.Generators.xml",
            ],
            PackedPackage.ReadEntries(package.PackagePath));

    [Fact]
    public void Symbol_package_has_exactly_these_entries() =>
        Assert.Equal(
            [
                "TorchSharp.Generators.nuspec",
                "lib/net8.0/TorchSharp.Generators.pdb",
                "lib/netstandard2.0/TorchSharp.Generators.pdb",
            ],
            PackedPackage.ReadEntries(package.SymbolsPath));
}
