using TorchSharp.Generators.CodeFixes.Declaration;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Declaration.DeclarationAnalyzer,
    TorchSharp.Generators.CodeFixes.Declaration.ChangeAttributeFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class ChangeAttributeFixTests
{
    [Fact]
    public Task Changes_the_attribute_to_that_of_the_type() =>
        Verify.VerifyAsync(
            """
            partial class M() : nn.Module("m")
            {
                [Buffer("k", Persistent = false, Aliases = ["old"])] private Linear {|TSG0003:fc|} = Linear(1, 1);
                [BufferAttribute(KeepDtype = true)] private Parameter {|TSG0003:w|} = nn.Parameter(zeros(2));
                [TorchSharp.Generators.Submodule]
                private Tensor {|TSG0003:a|} = zeros(2), {|TSG0003:b|} = zeros(2);
            }
            """,
            """
            partial class M() : nn.Module("m")
            {
                [Submodule("k", Aliases = ["old"])] private Linear fc = Linear(1, 1);
                [ParameterAttribute] private Parameter w = nn.Parameter(zeros(2));
                [TorchSharp.Generators.Buffer]
                private Tensor a = zeros(2), b = zeros(2);
            }
            """,
            ChangeAttributeFix.AttributeKey,
            passes: 3);

    [Fact]
    public Task Removes_the_attribute_where_the_type_is_never_state() =>
        Verify.VerifyAsync(
            "partial class M() : nn.Module(\"m\") { [Buffer] private int {|TSG0003:n|} = 2; public int N => n; }",
            "partial class M() : nn.Module(\"m\") { private int n = 2; public int N => n; }",
            ChangeAttributeFix.AttributeKey);

    [Fact]
    public Task Changes_the_type_and_the_initial_value() =>
        Verify.VerifyAsync(
            """
            partial class M() : nn.Module("m")
            {
                [Parameter] private Tensor {|TSG0003:w|} = zeros(2);
                [Parameter] private Tensor? {|TSG0003:v|};
                [Parameter] public Tensor {|TSG0003:U|} { get; set; } = null!;
            }
            """,
            """
            partial class M() : nn.Module("m")
            {
                [Parameter] private Parameter w = Parameter(zeros(2));
                [Parameter] private Parameter? v;
                [Parameter] public Parameter U { get; set; } = null!;
            }
            """,
            ChangeAttributeFix.TypeKey);

    /// <summary>Its assignments would no longer compile; only the attribute can be changed.</summary>
    [Fact]
    public Task Keeps_the_type_of_what_is_assigned_elsewhere() =>
        Verify.VerifyAsync(
            "partial class M : nn.Module { [Parameter] private Tensor {|TSG0003:w|}; public M() : base(\"m\") => this.w = zeros(2); }",
            "partial class M : nn.Module { [Buffer] private Tensor w; public M() : base(\"m\") => this.w = zeros(2); }");
}
