namespace TorchSharp.Generators.Package.Tests;

/// <summary>Whoever builds a release anew can see that the published package is made of this source and of nothing else.</summary>
public class DeterministicPackTests
{
    [Fact]
    public async Task Packs_of_one_commit_from_two_clones_are_the_same_bytes()
    {
        Assert.SkipUnless(
            (await Dotnet.RunAsync("git", Repository.Root, ["rev-parse", "HEAD"])).ExitCode == 0,
            "This tree is no clone of the repository; where it is one, the test runs.");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("packs.");
        try
        {
            string first = await PackAsync(Path.Combine(folder.FullName, "one"));
            string second = await PackAsync(Path.Combine(folder.FullName, "other", "in a deeper folder"));

            string[] packages =
                [.. Directory.EnumerateFiles(first).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
            Assert.Equal(["TorchSharp.Generators.1.0.0-preview.nupkg", "TorchSharp.Generators.1.0.0-preview.snupkg"], packages);
            Assert.All(
                packages,
                package => Assert.Equal(File.ReadAllBytes(Path.Combine(first, package)), File.ReadAllBytes(Path.Combine(second, package))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> PackAsync(string clone)
    {
        (await Dotnet.RunAsync("git", Repository.Root, ["clone", "--quiet", Repository.Root, clone])).ShouldSucceed();
        string packages = Path.Combine(clone, "packages");
        (await Dotnet.RunAsync(
            clone,
            "pack",
            "runtime",
            "--configuration",
            "Release",
            "--output",
            packages,
            "-p:ContinuousIntegrationBuild=true")).ShouldSucceed();
        return packages;
    }
}
