using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Lifetime.StateDisposedAnalyzer,
    TorchSharp.Generators.CodeFixes.Lifetime.KeepStateFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Lifetime;

public class KeepStateFixTests
{
    [Theory]
    [InlineData("using var {|TSG3004:w = get_parameter(\"weight\")|}; return x * w!;", "var w = get_parameter(\"weight\"); return x * w!;")]
    [InlineData("var y = x * weight; {|TSG3004:weight.Dispose()|}; return y;", "var y = x * weight; return y;")]
    public Task Tensor_stays_with_its_module(string body, string repaired) => Verify.VerifyAsync(Model(body), Model(repaired));

    [Fact]
    public Task Using_statement_has_no_fix() =>
        Verify.VerifyNoFixAsync(Model("using (var {|TSG3004:w = get_parameter(\"weight\")!|}) { return x * w; }"));

    private static string Model(string body) =>
        $$"""
        public class Model : Module<Tensor, Tensor>
        {
            private readonly Parameter weight = Parameter(ones(2));
            public Model() : base("m") { RegisterComponents(); }
            public override Tensor forward(Tensor x) { {{body}} }
        }
        """;
}
