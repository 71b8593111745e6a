using Microsoft.CodeAnalysis.CSharp;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Declaration.DeclarationAnalyzer,
    TorchSharp.Generators.CodeFixes.Declaration.UseFieldFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class UseFieldFixTests
{
    [Fact]
    public Task Turns_properties_into_fields() =>
        VerifyAsync(
            """
            partial class M() : nn.Module("m")
            {
                // The causal mask.
                [Buffer("mask")]
                public partial Tensor {|TSG0010:Mask|} { get; private set; }

                [Parameter] partial Parameter? {|TSG0010:Weight|} { get; set; } // trained
            }
            """,
            """
            partial class M() : nn.Module("m")
            {
                // The causal mask.
                [Buffer("mask")]
                public Tensor Mask;

                [Parameter] Parameter? Weight; // trained
            }
            """);

    [Theory]
    [InlineData("public virtual partial Tensor {|TSG0010:Mask|} { get; set; }", "")]
    [InlineData("public partial Tensor {|TSG0010:Mask|} { get; set; }", ", I")]
    public Task Property_that_a_field_cannot_replace_has_no_fix(string property, string contract)
    {
        string source =
            $"interface I {{ Tensor Mask {{ get; }} }} partial class M() : nn.Module(\"m\"){contract} {{ [Buffer] {property} }}";
        return VerifyAsync(source, source, passes: 0);
    }

    private static Task VerifyAsync(string source, string fixedSource, int? passes = null) =>
        Verify.VerifyAsync([source], [fixedSource], version: LanguageVersion.CSharp12, compilerErrors: false, passes: passes);
}
