namespace TorchSharp.Generators.Package.Tests;

/// <summary>samples/CausalAttention as a user would have it: its sources, with the package in place of the project references.</summary>
public sealed class SampleConsumer(PackedPackage package) : IAsyncLifetime
{
    private readonly ConsumerProject _project = new(package, $"""
        {ConsumerProject.Program}
        <!-- TorchSharp itself is not made for trimming. -->
        <ILLinkTreatWarningsAsErrors>false</ILLinkTreatWarningsAsErrors>
        <IlcTreatWarningsAsErrors>false</IlcTreatWarningsAsErrors>
        <TrimmerSingleWarn>false</TrimmerSingleWarn>
        """);

    /// <summary>What the sample prints as an ordinary program.</summary>
    public IReadOnlyList<string> Output { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        foreach (string source in Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples", "CausalAttention"), "*.cs"))
        {
            _project.Write(Path.GetFileName(source), await File.ReadAllTextAsync(source));
        }

        (await _project.DotnetAsync("build")).ShouldSucceed();
        Output = (await _project.DotnetAsync("run", "--no-build")).ShouldSucceed().Lines;
    }

    public ValueTask DisposeAsync()
    {
        _project.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Publishes the sample with some MSBuild properties, and runs the result.</summary>
    internal async Task<(ProcessResult Publish, ProcessResult Run)> PublishAsync(params string[] properties)
    {
        string output = Path.Combine(_project.Folder, "published");
        ProcessResult publish = await _project.DotnetAsync(["publish", "--output", output, .. properties.Select(property => $"-p:{property}")]);
        publish.ShouldSucceed();
        ProcessResult run = await Dotnet.RunAsync(Path.Combine(output, "Consumer"), _project.Folder, []);
        run.ShouldSucceed();
        Directory.Delete(output, recursive: true);
        return (publish, run);
    }
}
