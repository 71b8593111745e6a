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
        (ProcessResult publish, ProcessResult run) =
            await sample.PublishAsync("PublishTrimmed=true", "TrimMode=full", "SelfContained=true");

        Assert.Equal(sample.Output, run.Lines);
        Assert.DoesNotContain(publish.Lines, IsTrimWarningOfThisRepository);
    }

    /// <summary>
    /// Collections of every kind, inheritance, a summary, weights that are assigned to a model on meta: all without metadata.
    /// </summary>
    [Fact]
    public void What_is_published_is_more_than_the_lesson()
    {
        Assert.Contains("(layers): ModuleList(", sample.Output);
        Assert.Contains(sample.Output, static line => line.StartsWith("experts.3.0.weight Float64", StringComparison.Ordinal));
        Assert.Contains(sample.Output, static line => line.StartsWith("sides.Right.bias Float64", StringComparison.Ordinal));
    }

    private static bool IsTrimWarningOfThisRepository(string line) =>
        line.Contains("warning IL", StringComparison.Ordinal)
        && (line.Contains("TorchSharp.Generators", StringComparison.Ordinal) || line.Contains(".cs(", StringComparison.Ordinal));
}
