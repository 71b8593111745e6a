using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Analyzers.Tests.Verification;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class TSG0011_StateGenerationNeedsCSharp9Tests
{
    private const string Declared =
        """
        namespace Old
        {
            [TorchSharp.Generators.Module]
            public partial class M : TorchSharp.torch.nn.Module
            {
                public M() : base("m") { }

                [TorchSharp.Generators.Buffer("a.b")] private TorchSharp.torch.Tensor mask = TorchSharp.torch.zeros(2);
            }
        }
        """;

    /// <summary>It is the one thing to say: with a newer language the other mistakes are said.</summary>
    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp8)]
    public async Task Class_in_an_older_language_triggers_and_is_left_as_it_is(LanguageVersion version)
    {
        DeclarationRun run = await DeclarationRun.OfAsync([("Test.cs", Declared)], version);

        Assert.Equal(
            ["TSG0011 M"],
            run.Reported.Select(
                diagnostic => $"{diagnostic.Id} {Declared[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]}"));
        Assert.Single(run.Compilation.SyntaxTrees);
    }

    [Theory]
    [InlineData(Declared, LanguageVersion.CSharp9, 2)]
    [InlineData("public class M : TorchSharp.torch.nn.Module { public M() : base(\"m\") { } }", LanguageVersion.CSharp7_3, 1)]
    public async Task Newer_language_and_hand_written_class_do_not_trigger(string source, LanguageVersion version, int files)
    {
        DeclarationRun run = await DeclarationRun.OfAsync([("Test.cs", source.Replace("a.b", "ab", StringComparison.Ordinal))], version);

        Assert.Empty(run.Reported);
        Assert.Equal(files, run.Compilation.SyntaxTrees.Length);
    }
}
