using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Tests.Common;
using TorchSharp.Generators.Typing.Tests.Checks;
using TorchSharp.Generators.Typing.Tests.Edits;

namespace TorchSharp.Generators.Typing.Tests;

/// <summary>The quick part of what <see cref="LongRun"/> goes on with, from the same seed each time.</summary>
public class TypingTests
{
    private const int Seed = 13;

    /// <summary>One file has each mistake, so that no rule is left out, whatever is typed in the others.</summary>
    [Fact]
    public async Task Nothing_throws_or_hangs_while_somebody_types()
    {
        string? failure = await EditorRun.FailureOfAsync(ModuleFile.All.Single(static file => file.Name == "Mistakes.cs"))
            ?? await LongRun.FirstFailureAsync(count: 300, Seed, EditorRun.FailureOfAsync);

        Assert.True(failure is null, failure);
        Assert.Empty(LongRun.NeverReported());
    }

    [Fact]
    public async Task Nothing_throws_or_hangs_in_a_file_that_ends_early()
    {
        string? failure = await LongRun.FirstFailureAsync(count: 60, Seed, EditorRun.FailureOfPrefixAsync);

        Assert.True(failure is null, failure);
    }

    [Fact]
    public void Prefixes_of_a_file_are_those_at_each_of_its_tokens() =>
        Assert.All(Enumerable.Range(0, ModuleFile.All.Count), static index =>
        {
            (int from, int count) = EditorRun.PrefixesOf(Seed, index);
            ModuleFile file = ModuleFile.All[index];

            Assert.Equal(
                Enumerable.Range(0, TokenEdit.Count(file.Text)).Select(token => (file.Name, token)),
                Enumerable.Range(from, count).Select(static number => EditorRun.PrefixOf(Seed, number))
                    .Select(static prefix => (prefix.File.Name, prefix.Token)));
        });

    [Fact]
    public async Task Driver_that_has_seen_all_edits_has_what_a_fresh_one_makes_and_writes_nothing_else()
    {
        string? failure = await LongRun.FirstFailureAsync(count: 40, Seed, IncrementalRun.FailureOfAsync);

        Assert.True(failure is null, failure);
        Assert.True(IncrementalRun.Beside > 5_000, $"{IncrementalRun.Beside} classes beside an edited one");
    }

    [Fact]
    public async Task Fixes_work_in_odd_surroundings()
    {
        string? failure = await LongRun.FirstFailureAsync(count: 12, Seed, SurroundedRun.FailureOfAsync);

        Assert.True(failure is null, failure);
        Assert.True(SurroundedRun.Tried >= 10, $"{SurroundedRun.Tried} files compiled in their surroundings");
    }

    [Fact]
    public void Class_that_lost_its_file_is_seen() =>
        Assert.StartsWith(
            "the file of a class that was not touched has changed: Untouched.Child.",
            UntouchedFiles.Difference(CSharpCompilation.Create("Empty")),
            StringComparison.Ordinal);
}
