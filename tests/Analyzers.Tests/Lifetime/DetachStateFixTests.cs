using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Lifetime.ModuleInDisposeScopeAnalyzer,
    TorchSharp.Generators.CodeFixes.Lifetime.DetachStateFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Lifetime;

public class DetachStateFixTests
{
    [Fact]
    public Task Tensors_are_detached_right_after_the_creation() =>
        Verify.VerifyAsync(
            [Program("Program", "{|TSG3002:new Hand()|}", ""), Program("Second", "{|TSG3002:new Hand()|}", "")],
            [Program("Program", "new Hand()", Detach), Program("Second", "new Hand()", Detach)]);

    [Fact]
    public Task Lines_end_as_those_of_the_file_do() =>
        Verify.VerifyAsync(
            Program("Program", "{|TSG3002:new Hand()|}", "").ReplaceLineEndings("\r\n"),
            Program("Program", "new Hand()", Detach).ReplaceLineEndings("\r\n"));

    [Fact]
    public Task Module_without_a_variable_has_no_fix() =>
        Verify.VerifyNoFixAsync(
            Hand + """

            class Program
            {
                private Hand Make()
                {
                    using var scope = torch.NewDisposeScope();
                    return {|TSG3002:new Hand()|};
                }
            }
            """);

    private const string Hand =
        """
        class Hand : nn.Module
        {
            private readonly Parameter scale = Parameter(torch.ones(2));
            public Hand() : base("h") { RegisterComponents(); }
        }
        """;

    private const string Detach =
        """

                foreach (var tensor in m.state_dict().Values)
                {
                    tensor.DetachFromDisposeScope();
                }
        """;

    private static string Program(string name, string creation, string detach) =>
        (name == "Program" ? Hand + "\n" : "") + $$"""
        class {{name}}
        {
            private Hand Make()
            {
                using var scope = torch.NewDisposeScope();
                var m = {{creation}};{{detach}}
                return m;
            }
        }
        """;
}
