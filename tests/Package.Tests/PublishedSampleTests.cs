namespace TorchSharp.Generators.Package.Tests;

/// <summary>
/// In a program without the metadata of its fields, TorchSharp's own registration finds nothing and says nothing. Generated
/// registration asks for no metadata.
/// </summary>
public class PublishedSampleTests(SampleConsumer sample) : IClassFixture<SampleConsumer>
{
    [Fact]
    public async Task Sample_published_with_NativeAOT_prints_the_same()
    {
        Assert.SkipUnless(NativeLinker.IsInstalled, NativeLinker.MissingReason);

        (ProcessResult publish, ProcessResult run) = await sample.PublishAsync("PublishAot=true", "StripSymbols=false");

        Assert.Equal(sample.Output, run.Lines);
        Assert.DoesNotContain(publish.Lines, IsTrimWarningOfThisRepository);
    }

    [Fact]
    public async Task Sample_published_fully_trimmed_prints_the_same()
    {
        (ProcessResult publish, ProcessResult run) = await sample.PublishAsync("PublishTrimmed=true", "TrimMode=full", "SelfContained=true");

        Assert.Equal(sample.Output, run.Lines);
        Assert.DoesNotContain(publish.Lines, IsTrimWarningOfThisRepository);
    }

    private static bool IsTrimWarningOfThisRepository(string line) =>
        line.Contains("warning IL", StringComparison.Ordinal)
        && (line.Contains("TorchSharp.Generators", StringComparison.Ordinal) || line.Contains(".cs(", StringComparison.Ordinal));
}
