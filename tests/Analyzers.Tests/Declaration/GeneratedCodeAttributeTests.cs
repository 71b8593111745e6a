using TorchSharp.Generators.Analyzers.Tests.Catalog;
using TorchSharp.Generators.Analyzers.Tests.Verification;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

/// <summary>
/// Why <c>[GeneratedCode]</c> stands on members alone, and never on the class: an attribute of one part is one of the
/// whole class, and no analyzer looks at a class that says it is generated.
/// </summary>
public class GeneratedCodeAttributeTests
{
    private const string Mistake =
        """
        [Module]
        partial class M() : nn.Module("m") { [Buffer] private int mask; }
        """;

    [Fact]
    public async Task On_a_class_silences_every_rule()
    {
        Assert.Equal(["TSG0003"], await ReportedAsync(Mistake));
        Assert.Empty(await ReportedAsync($"[System.CodeDom.Compiler.GeneratedCode(\"any\", \"1\")] {Mistake}"));
    }

    private static async Task<IEnumerable<string>> ReportedAsync(string source) =>
        (await DeclarationRun.OfAsync(
            [("Usings.cs", TestSetup.Usings), ("Test.cs", source)],
            analyzers: RuleCatalog.Analyzers)).Reported.Select(static diagnostic => diagnostic.Id);
}
