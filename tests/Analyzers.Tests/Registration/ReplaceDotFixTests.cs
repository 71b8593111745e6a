using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.InvalidComponentNameAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.ReplaceDotFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class ReplaceDotFixTests
{
    [Fact]
    public Task Every_dot_of_a_name_is_replaced() =>
        Verify.VerifyAsync(
            Model("register_module({|TSG1020:\"down.0.a\"|}, Linear(2, 2)); for (int i = 0; i < 2; i++) { register_module({|TSG1020:$\"up.{i}\"|}, Linear(2, 2)); add_module({|TSG1020:\"mid.\" + i|}, Linear(2, 2)); }"),
            Model("register_module(\"down_0_a\", Linear(2, 2)); for (int i = 0; i < 2; i++) { register_module($\"up_{i}\", Linear(2, 2)); add_module(\"mid_\" + i, Linear(2, 2)); }"));

    [Fact]
    public Task Empty_name_has_no_fix() => Verify.VerifyNoFixAsync(Model("register_buffer({|TSG1020:\"\"|}, ones(2));"));

    private static string Model(string body) =>
        $$"""
        class Model : nn.Module
        {
            public Model() : base("m") { {{body}} }
        }
        """;
}
