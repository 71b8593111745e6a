using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Generator.Tests.Harness;

namespace TorchSharp.Generators.Generator.Tests.Incrementality;

/// <summary>What a keystroke costs: an edit that does not change a declaration writes no file again.</summary>
public class CachingTests
{
    private const string Source =
        """
        using TorchSharp;
        using TorchSharp.Generators;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        [Module]
        public partial class Attention() : Module<Tensor, Tensor>("attention")
        {
            private readonly Linear query = Linear(1, 1);
            [Buffer("m", Aliases = new[] { "bias" }, Init = nameof(Build))] private Tensor mask = ones(1);
            [NotRegistered] private Module? teacher;
            private Tensor Build() => ones(1);
            public override Tensor forward(Tensor x) => query.call(x) * mask;
        }

        public partial class Cached() : Module("cached")
        {
            [Buffer] public partial Tensor? Cache { get; set; }
            [Parameter] public Parameter? Scale { get; private set; }
        }
        """;

    private static readonly IncrementalStepRunReason[] s_kept = [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];

    [Fact]
    public void Same_text_parsed_again_changes_no_spec_and_writes_no_file()
    {
        GeneratorDriver driver = Host.Default.CreateDriver().RunGenerators(Host.Default.Compile(Source));

        driver = driver.RunGenerators(Host.Default.Compile(Source));

        Assert.NotEmpty(Steps.Reasons(driver));
        Assert.All(Steps.Reasons(driver), static reason => Assert.Contains(reason, s_kept));
        AssertNothingWritten(driver);
    }

    [Theory]
    [InlineData("a comment", "private Tensor Build()", "/* why */ private Tensor Build()")]
    [InlineData("whitespace", "private readonly Linear query", "\n\n    private   readonly Linear query")]
    [InlineData("the body of forward", "query.call(x) * mask", "query.call(x * mask)")]
    [InlineData("an initializer", "query = Linear(1, 1)", "query = Linear(2, 2)")]
    [InlineData("a method", "private Tensor Build()", "private void Helper() { }\n    private Tensor Build()")]
    [InlineData("a field that is not state", "private Tensor Build()", "private int count;\n    private Tensor Build()")]
    [InlineData("a class in the same file", "[Module]", "public class Other { }\n[Module]")]
    public void Edit_that_changes_no_declaration_writes_no_file(string edit, string before, string after)
    {
        Assert.Contains(before, Source, StringComparison.Ordinal);
        CSharpCompilation compilation = Host.Default.Compile(Source, "class Unrelated;");
        GeneratorDriver driver = Host.Default.CreateDriver().RunGenerators(compilation);

        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[0], Host.Default.Parse(Source.Replace(before, after, StringComparison.Ordinal), "0.cs")));

        Assert.False(string.IsNullOrEmpty(edit));
        AssertNothingWritten(driver);
    }

    [Fact]
    public void Edit_of_another_file_writes_no_file()
    {
        CSharpCompilation compilation = Host.Default.Compile(Source, "class Unrelated;");
        GeneratorDriver driver = Host.Default.CreateDriver().RunGenerators(compilation);

        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[1], Host.Default.Parse("class Unrelated { int count; }", "1.cs")));
        AssertNothingWritten(driver);

        driver = driver.RunGenerators(compilation.AddSyntaxTrees(Host.Default.Parse("class Added;", "2.cs")));
        AssertNothingWritten(driver);
    }

    [Fact]
    public void Edit_of_one_class_writes_its_file_only()
    {
        CSharpCompilation compilation = Host.Default.Compile(Source);
        GeneratorDriver driver = Host.Default.CreateDriver().RunGenerators(compilation);

        driver = driver.RunGenerators(Host.Default.Compile(Source.Replace("[Buffer(\"m\"", "[Buffer(\"n\"", StringComparison.Ordinal)));

        Assert.Equal(
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified],
            Steps.OutputReasons(driver).OrderBy(static reason => reason.ToString(), StringComparer.Ordinal));
    }

    private static void AssertNothingWritten(GeneratorDriver driver) =>
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], Steps.OutputReasons(driver));
}
