using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.TransferThrowsAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.AddSetterFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class AddSetterFixTests
{
    [Fact]
    public Task Get_only_property_gets_a_setter() =>
        Verify.VerifyAsync(
            [
                Net("class", "{|TSG1013:weight|} { get; }", "{|TSG1013:bias|} { get; }"),
                Net("sealed class", "{|TSG1013:weight|} { get; }", "{|TSG1013:bias|} { get; }").Replace(
                    "Net", "Second", StringComparison.Ordinal)
            ],
            [
                Net("class", "weight { get; protected set; }", "bias { get; protected set; }"),
                Net("sealed class", "weight { get; private set; }", "bias { get; private set; }").Replace(
                    "Net", "Second", StringComparison.Ordinal)
            ]);

    [Fact]
    public Task Property_of_another_type_has_no_fix() =>
        Verify.VerifyNoFixAsync(
            """
            class Net : nn.Module
            {
                public int {|TSG1013:weight|} { get; set; }
                public Net() : base("net") { register_parameter("weight", Parameter(ones(2))); }
            }
            """);

    private static string Net(string keyword, string weight, string bias) =>
        $$"""
        {{keyword}} Net : nn.Module
        {
            public Parameter {{weight}} = Parameter(ones(2));
            public Parameter {{bias}} = Parameter(ones(2));

            public Net() : base("net")
            {
                register_parameter("weight", weight);
                register_parameter("bias", bias);
            }
        }
        """;
}
