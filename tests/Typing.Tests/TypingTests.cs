using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Typing.Tests.Checks;
using TorchSharp.Generators.Typing.Tests.Sources;

namespace TorchSharp.Generators.Typing.Tests;

/// <summary>The quick part of what <see cref="LongRun"/> goes on with, from the same seed each time.</summary>
public class TypingTests
{
    private const int Seed = 13;

    [Fact]
    public async Task Nothing_throws_or_hangs_while_somebody_types()
    {
        string? failure = await LongRun.FirstFailureAsync(count: 300, Seed, EditorRun.FailureOfAsync);

        Assert.True(failure is null, failure);
    }

    [Fact]
    public async Task Driver_that_has_seen_all_edits_has_what_a_fresh_one_makes_and_writes_nothing_else()
    {
        string? failure = await LongRun.FirstFailureAsync(count: 40, Seed, IncrementalRun.FailureOfAsync);

        Assert.True(failure is null, failure);
    }

    [Fact]
    public void Class_that_lost_its_file_is_seen() =>
        Assert.StartsWith(
            "the file of a class that was not touched has changed: Untouched.Child.",
            UntouchedFiles.Difference(CSharpCompilation.Create("Empty")),
            StringComparison.Ordinal);

    [Fact]
    public void Files_are_many_and_have_every_attribute()
    {
        Assert.True(TypedFile.All.Count >= 40);
        Assert.All(
            [
                "[Module]", "[Buffer", "[Parameter", "[Submodule", "[NotRegistered]", "[StateNaming", "[ComponentName",
                "[assembly: StateNaming"
            ],
            attribute => Assert.Contains(TypedFile.All, file => file.Text.Contains(attribute, StringComparison.Ordinal)));
    }
}
