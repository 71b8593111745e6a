using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Declaration.DeclarationAnalyzer,
    TorchSharp.Generators.CodeFixes.Declaration.ReplaceKeyFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class ReplaceKeyFixTests
{
    [Fact]
    public Task Replaces_dots_and_nothing() =>
        Verify.VerifyAsync(
            """
            partial class M() : nn.Module("m")
            {
                private const string Key = "a.b";
                [Buffer("")] private Tensor {|TSG0006:mask|} = zeros(2);
                [Buffer(key: "rope.cos", Persistent = false)] private Tensor {|TSG0006:cos|} = zeros(2);
                [Submodule(Key)] private Linear {|TSG0006:fc|} = Linear(1, 1);
                [TorchSharp.Utils.ComponentName(Name = "c.d")] private Linear {|TSG0006:other|} = Linear(1, 1);
                [Buffer(Aliases = ["fine", "old.table"])] private Tensor {|TSG0006:table|} = zeros(2);
            }
            """,
            """
            partial class M() : nn.Module("m")
            {
                private const string Key = "a.b";
                [Buffer("mask")] private Tensor mask = zeros(2);
                [Buffer(key: "rope_cos", Persistent = false)] private Tensor cos = zeros(2);
                [Submodule("a_b")] private Linear fc = Linear(1, 1);
                [TorchSharp.Utils.ComponentName(Name = "c_d")] private Linear other = Linear(1, 1);
                [Buffer(Aliases = ["fine", "old_table"])] private Tensor table = zeros(2);
            }
            """);

    [Theory]
    [InlineData("[\"a.b\"]", "[\"a_b\"]")]
    [InlineData("new[] { \"a.b\", \"fine\" }", "new[] { \"a_b\", \"fine\" }")]
    [InlineData("new string[] { \"fine\", \"a.b\" }", "new string[] { \"fine\", \"a_b\" }")]
    public Task Replaces_dots_in_aliases_wherever_they_stand(string aliases, string repaired) =>
        Verify.VerifyAsync(
            $"partial class M() : nn.Module(\"m\") {{ [Buffer(Aliases = {aliases})] private Tensor {{|TSG0006:mask|}} = zeros(2); }}",
            $"partial class M() : nn.Module(\"m\") {{ [Buffer(Aliases = {repaired})] private Tensor mask = zeros(2); }}");

    [Fact]
    public Task All_keys_of_a_member_are_replaced_together_and_none_twice() =>
        Verify.VerifyAsync(
            """
            partial class M() : nn.Module("m")
            {
                [Buffer(Aliases = ["c.d", "fine", "c.d", ""])] private Tensor {|TSG0006:{|TSG0006:{|TSG0006:mask|}|}|} = zeros(2);
                [Buffer("a.b", Aliases = ["e.f"])] private Tensor {|TSG0006:first|} = zeros(2);
                [Buffer("a.b")] private Tensor {|TSG0006:second|} = zeros(2);
            }
            """,
            """
            partial class M() : nn.Module("m")
            {
                [Buffer(Aliases = ["c_d", "fine", "c_d_2", ""])] private Tensor {|TSG0006:mask|} = zeros(2);
                [Buffer("a_b", Aliases = ["e_f"])] private Tensor first = zeros(2);
                [Buffer("a_b_2")] private Tensor second = zeros(2);
            }
            """,
            passes: 3);

    [Fact]
    public Task Empty_alias_has_no_fix() =>
        Verify.VerifyNoFixAsync(
            "partial class M() : nn.Module(\"m\") { [Buffer(Aliases = [\"\"])] private Tensor {|TSG0006:mask|} = zeros(2); }");

    [Fact]
    public Task Alias_that_is_being_typed_is_not_an_empty_one() =>
        Verify.VerifyNoFixAsync(
            "partial class M() : nn.Module(\"m\") { [Buffer(Aliases = new string[] { nameof)M) + \"_gain\" })] private Tensor mask = zeros(2); }",
            compilerErrors: false);

    [Fact]
    public Task Follows_the_naming_policy_and_avoids_keys_that_are_taken() =>
        Verify.VerifyAsync(
            """
            [StateNaming(StateNamingPolicy.SnakeCaseLower)]
            partial class M() : nn.Module("m")
            {
                [Buffer("")] private Tensor {|TSG0006:_cosTable|} = zeros(2);
                [Buffer("a.b")] private Tensor {|TSG0006:second|} = zeros(2);
                [Buffer] private Tensor a_b = zeros(2);
            }
            """,
            """
            [StateNaming(StateNamingPolicy.SnakeCaseLower)]
            partial class M() : nn.Module("m")
            {
                [Buffer("cos_table")] private Tensor _cosTable = zeros(2);
                [Buffer("a_b_2")] private Tensor second = zeros(2);
                [Buffer] private Tensor a_b = zeros(2);
            }
            """);

    [Fact]
    public Task Key_that_two_members_share_has_no_fix() =>
        Verify.VerifyNoFixAsync(
            "partial class M() : nn.Module(\"m\") { [Buffer(\"\")] private Tensor {|TSG0006:a|} = zeros(2), {|TSG0006:b|} = zeros(2); }");
}
