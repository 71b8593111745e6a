using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Analyzers.Tests.Verification;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class TSG0010_PartialPropertyNeedsCSharp13Tests
{
    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp10)]
    public Task Partial_property_before_CSharp_13_triggers(LanguageVersion version) =>
        DeclarationVerifier.VerifyAsync(
            [
                """
                partial class M : nn.Module
                {
                    public M() : base("m") { }

                    [Buffer] public partial Tensor {|TSG0010:Mask|} { get; set; }
                    [Parameter] public partial Parameter? {|TSG0010:Weight|} { get; set; }
                }
                """,
            ],
            version);

    [Fact]
    public Task Partial_property_in_CSharp_13_does_not_trigger() =>
        DeclarationVerifier.VerifyAsync(
            "partial class M() : nn.Module(\"m\") { [Buffer] public partial Tensor Mask { get; set; } public partial Linear? Fc { get; set; } }");

    [Theory]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp12)]
    public Task Field_and_auto_property_before_CSharp_13_do_not_trigger(LanguageVersion version) =>
        DeclarationVerifier.VerifyAsync(
            [
                """
                partial class M : nn.Module
                {
                    public M() : base("m") { }

                    [Buffer] private Tensor mask = zeros(2);
                    [Buffer] public Tensor Table { get; private set; } = zeros(2);
                }
                """,
            ],
            version);
}
