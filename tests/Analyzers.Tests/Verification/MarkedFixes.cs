using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.Verification;

/// <summary><see cref="OfferedFixes"/> for sources with markup.</summary>
internal static class MarkedFixes
{
    /// <summary>Fails for a fix that is offered for what a test marks up, and does not do what it offers.</summary>
    public static async Task VerifyAsync(IEnumerable<string> sources, LanguageVersion version)
    {
        if (sources.Any(static source => source.Contains("{|", StringComparison.Ordinal)))
        {
            OfferedFixes fixes = await OfferedFixes.ApplyAsync(
                sources.Select(static (source, number) => ($"Test{number}.cs", TestSetup.WithoutMarkup(source)))
                    .Append(("Usings.cs", TestSetup.Usings)),
                version,
                TestContext.Current.CancellationToken);
            Assert.True(fixes.Failures.Count == 0, string.Join('\n', fixes.Failures));
        }
    }
}
