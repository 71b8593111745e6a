using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Declaration.DeclarationAnalyzer,
    TorchSharp.Generators.CodeFixes.Declaration.CreateRecipeFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class CreateRecipeFixTests
{
    [Fact]
    public Task Creates_the_method_once() =>
        Verify.VerifyAsync(
            """
            partial class M() : nn.Module("m")
            {
                [Buffer(Init = nameof({|CS0103:BuildMask|}))] private Tensor {|TSG0009:mask|} = zeros(2);
                [Buffer(Init = "BuildMask")] private Tensor {|TSG0009:second|} = zeros(2);
                [Buffer(Init = "BuildTable")] private Tensor {|TSG0009:table|} = zeros(2);
            }
            """,
            """
            partial class M() : nn.Module("m")
            {
                [Buffer(Init = nameof(BuildMask))] private Tensor mask = zeros(2);
                [Buffer(Init = "BuildMask")] private Tensor second = zeros(2);
                [Buffer(Init = "BuildTable")] private Tensor table = zeros(2);

                private Tensor BuildMask()
                {
                    throw new NotImplementedException();
                }

                private Tensor BuildTable()
                {
                    throw new NotImplementedException();
                }
            }
            """,
            passes: 2);

    /// <summary>Whatever machine the editor runs on.</summary>
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Lines_end_as_those_of_the_file_do(string end) =>
        Verify.VerifyAsync(
            """
            partial class M() : nn.Module("m")
            {
                [Buffer(Init = "Build")] private Tensor {|TSG0009:mask|} = zeros(2);
            }
            """.ReplaceLineEndings(end),
            """
            partial class M() : nn.Module("m")
            {
                [Buffer(Init = "Build")] private Tensor mask = zeros(2);

                private Tensor Build()
                {
                    throw new NotImplementedException();
                }
            }
            """.ReplaceLineEndings(end));

    [Theory]
    [InlineData("\"Build\"", "private Tensor Build(int n) => zeros(n);")]
    [InlineData("\"Build\"", "private int Build = 1;")]
    [InlineData("\"not a name\"", "")]
    [InlineData("\"M\"", "")]
    public Task Name_that_is_taken_or_none_has_no_fix(string recipe, string members) =>
        Verify.VerifyNoFixAsync(
            $"partial class M() : nn.Module(\"m\") {{ [Buffer(Init = {recipe})] private Tensor {{|TSG0009:mask|}} = zeros(2); {members} }}");

    [Theory]
    [InlineData("private Tensor Build() => zeros(2);")]
    [InlineData("protected static Tensor Build() => zeros(2);")]
    [InlineData("protected int Build;")]
    public Task Name_that_a_base_has_has_no_fix(string member) =>
        Verify.VerifyNoFixAsync(
            $$"""
            class Root() : nn.Module("r") { {{member}} }
            class Base : Root { }
            partial class M : Base { [Buffer(Init = "Build")] private Tensor {|TSG0009:mask|} = zeros(2); }
            """);
}
