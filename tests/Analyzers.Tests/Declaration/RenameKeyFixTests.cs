using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Declaration.DeclarationAnalyzer,
    TorchSharp.Generators.CodeFixes.Declaration.RenameKeyFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class RenameKeyFixTests
{
    [Fact]
    public Task Gives_each_duplicate_a_key_of_its_own() =>
        Verify.VerifyAsync(
            """
            partial class M() : nn.Module("m")
            {
                [Buffer("mask")] private Tensor a = zeros(2);
                [Buffer("mask", Persistent = false)] private Tensor {|TSG0007:b|} = zeros(2);
                [Buffer] private Tensor {|TSG0007:mask|} = zeros(2);
                [Submodule("mask_2")] private Linear taken = Linear(1, 1);
                [TorchSharp.Utils.ComponentName(Name = "mask")] private Linear {|TSG0007:c|} = Linear(1, 1);
            }
            """,
            """
            partial class M() : nn.Module("m")
            {
                [Buffer("mask")] private Tensor a = zeros(2);
                [Buffer("b", Persistent = false)] private Tensor b = zeros(2);
                [Buffer("mask_3")] private Tensor mask = zeros(2);
                [Submodule("mask_2")] private Linear taken = Linear(1, 1);
                [TorchSharp.Utils.ComponentName(Name = "c")] private Linear c = Linear(1, 1);
            }
            """);

    [Fact]
    public Task Keys_that_are_chosen_together_differ() =>
        Verify.VerifyAsync(
            """
            [StateNaming(StateNamingPolicy.SnakeCaseLower)]
            partial class M() : nn.Module("m")
            {
                [Buffer("k")] private Tensor first = zeros(2);
                [Buffer("k")] private Tensor {|TSG0007:wQuery|} = zeros(2);
                [Buffer("k")] private Tensor {|TSG0007:_wQuery|} = zeros(2);
            }
            """,
            """
            [StateNaming(StateNamingPolicy.SnakeCaseLower)]
            partial class M() : nn.Module("m")
            {
                [Buffer("k")] private Tensor first = zeros(2);
                [Buffer("w_query")] private Tensor wQuery = zeros(2);
                [Buffer("w_query_2")] private Tensor _wQuery = zeros(2);
            }
            """);

    [Fact]
    public Task Keys_of_bases_are_taken() =>
        Verify.VerifyAsync(
            """
            [Module] partial class Root() : nn.Module("r") { private Linear fc = Linear(1, 1); }
            class Middle : Root { protected Linear? fc_2; }
            [Module] partial class M : Middle { [Submodule] private Linear {|TSG0007:fc|} = Linear(1, 1); }
            """,
            """
            [Module] partial class Root() : nn.Module("r") { private Linear fc = Linear(1, 1); }
            class Middle : Root { protected Linear? fc_2; }
            [Module] partial class M : Middle { [Submodule("fc_3")] private Linear fc = Linear(1, 1); }
            """);

    [Fact]
    public Task Adds_an_attribute_where_the_type_alone_makes_state() =>
        Verify.VerifyAsync(
            """
            [Module]
            partial class Base() : nn.Module("b")
            {
                private Linear fc = Linear(1, 1);
                private Parameter w = nn.Parameter(zeros(2));
            }

            [Module]
            partial class M : Base
            {
                private Linear {|TSG0007:fc|} = Linear(1, 1);
                private Parameter {|TSG0007:w|} = nn.Parameter(zeros(2));
            }
            """,
            """
            [Module]
            partial class Base() : nn.Module("b")
            {
                private Linear fc = Linear(1, 1);
                private Parameter w = nn.Parameter(zeros(2));
            }

            [Module]
            partial class M : Base
            {
                [Submodule("fc_2")]
                private Linear fc = Linear(1, 1);
                [Parameter("w_2")]
                private Parameter w = nn.Parameter(zeros(2));
            }
            """);

    [Fact]
    public Task Key_that_two_members_share_has_no_fix() =>
        Verify.VerifyNoFixAsync(
            "partial class M() : nn.Module(\"m\") { [Buffer(\"k\")] private Tensor a = zeros(2), {|TSG0007:b|} = zeros(2); }");
}
