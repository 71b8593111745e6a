using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests;

/// <summary>Every fix that is offered in the corpus works: its files have the usings that their code needs, and no more.</summary>
public class CorpusFixTests
{
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";

    public static TheoryData<string> Files => CorpusTests.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_fix_that_is_offered_in_the_file_works(string file)
    {
        string source = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Corpus", file), TestContext.Current.CancellationToken);
        OfferedFixes fixes = await OfferedFixes.ApplyAsync([(file, source), ("Usings.cs", Usings)], LanguageVersion.CSharp13, TestContext.Current.CancellationToken);

        Assert.True(fixes.Failures.Count == 0, string.Join('\n', fixes.Failures));
    }
}
