using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

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
                "buildTransitive/LibTorchSharp.targets",
                "buildTransitive/StateKeys.targets",
                "buildTransitive/TorchSharp.Generators.targets",
                "buildTransitive/WeakenSymbolVersion.cs",
                "icon.png",
                "lib/net8.0/TorchSharp.Generators.dll",
                "lib/net8.0/TorchSharp.Generators.xml",
                "lib/netstandard2.0/TorchSharp.Generators.dll",
                "lib/netstandard2.0/TorchSharp.Generators.xml",
            ],
            ReadEntries(package.PackagePath));

    [Fact]
    public void Symbol_package_has_exactly_these_entries() =>
        Assert.Equal(
            [
                "TorchSharp.Generators.nuspec",
                "lib/net8.0/TorchSharp.Generators.pdb",
                "lib/netstandard2.0/TorchSharp.Generators.pdb",
            ],
            ReadEntries(package.SymbolsPath));

    /// <summary>The user chooses libtorch, and with it the device: a package that brought its own would be in the way.</summary>
    [Fact]
    public void TorchSharp_is_the_only_dependency_of_each_framework()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackagePath);
        using Stream nuspec = archive.GetEntry("TorchSharp.Generators.nuspec")!.Open();

        Assert.Equal(
            [".NETStandard2.0: TorchSharp 0.107.0", "net8.0: TorchSharp 0.107.0"],
            XDocument.Load(nuspec).Descendants()
                .Where(element => element.Name.LocalName == "dependency")
                .Select(element =>
                    $"{element.Parent!.Attribute("targetFramework")?.Value}: {element.Attribute("id")?.Value} {element.Attribute("version")?.Value}")
                .Order(StringComparer.Ordinal));
    }

    /// <summary>A package page has no files beside it.</summary>
    [Fact]
    public void Readme_of_the_package_links_to_the_repository()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackagePath);
        using StreamReader readme = new(archive.GetEntry("README.md")!.Open());
        string text = readme.ReadToEnd();

        string repository = Regex.Match(
            File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props")), "<RepositoryUrl>https://github.com/(.*)</").Groups[1].Value;

        Assert.NotEqual("", repository);
        Assert.Contains($"](https://github.com/{repository}/blob/main/docs/rules.md)", text, StringComparison.Ordinal);
        Assert.Contains(
            $"](https://raw.githubusercontent.com/{repository}/main/docs/pictures/tree.svg?sanitize=true)", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\]\((?!https://)", text);

        // Nothing but the links is changed on the way.
        string readmeHere = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        Assert.Equal(WithoutLinks(readmeHere), WithoutLinks(text));
    }

    /// <summary>A compiler has neither Workspaces nor the user's packages: an assembly that asks for them does not load there.</summary>
    [Theory]
    [InlineData("SourceGeneration")]
    [InlineData("Analyzers")]
    public void Assembly_for_the_compiler_references_nothing_that_a_compiler_lacks(string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackagePath);
        using MemoryStream image = new();
        using (Stream entry = archive.GetEntry($"analyzers/dotnet/cs/TorchSharp.Generators.{name}.dll")!.Open())
        {
            entry.CopyTo(image);
        }

        image.Position = 0;
        using PEReader reader = new(image);
        MetadataReader metadata = reader.GetMetadataReader();
        IEnumerable<string> references = metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .ToList();

        Assert.Contains("Microsoft.CodeAnalysis", references);
        Assert.DoesNotContain("TorchSharp.Generators", references);
        Assert.DoesNotContain("TorchSharp", references);
        Assert.DoesNotContain(references, reference => reference.Contains("Workspaces", StringComparison.Ordinal));
    }

    private static string WithoutLinks(string text) => Regex.Replace(text, @"\]\([^)]*\)", "]").ReplaceLineEndings("\n").TrimEnd();

    /// <summary>The paths inside a package, without the parts that every package has.</summary>
    private static IReadOnlyList<string> ReadEntries(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        return [.. archive.Entries
            .Select(entry => entry.FullName)
            .Where(name => name != "[Content_Types].xml"
                && !name.StartsWith("_rels/", StringComparison.Ordinal)
                && !name.StartsWith("package/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }
}
