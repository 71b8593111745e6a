using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.TrainableTensorAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.MakeParameterFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class MakeParameterFixTests
{
    [Fact]
    public Task Field_and_value_become_a_parameter() =>
        Verify.VerifyAsync(
            [
                Net(
                    "Net",
                    "Tensor {|TSG1015:scale = torch.ones(2, requires_grad: true)|}",
                    "Tensor",
                    "{|TSG1015:shift = torch.zeros(2).requires_grad_()|}"),
                Net(
                    "Second",
                    "Tensor {|TSG1015:scale = torch.ones(2, requires_grad: true)|}",
                    "Tensor",
                    "{|TSG1015:shift = torch.zeros(2).requires_grad_()|}")
            ],
            [
                Net(
                    "Net",
                    "Parameter scale = torch.nn.Parameter(torch.ones(2, requires_grad: true))",
                    "Parameter",
                    "shift = torch.nn.Parameter(torch.zeros(2).requires_grad_())"),
                Net(
                    "Second",
                    "Parameter scale = torch.nn.Parameter(torch.ones(2, requires_grad: true))",
                    "Parameter",
                    "shift = torch.nn.Parameter(torch.zeros(2).requires_grad_())")
            ]);

    [Fact]
    public Task Parameter_is_found_in_a_namespace_with_a_TorchSharp_of_its_own() =>
        Verify.VerifyAsync(
            "namespace Company.TorchSharp;\n"
            + Net("Net", "Tensor {|TSG1015:scale = torch.ones(2, requires_grad: true)|}", "Tensor", "shift = torch.zeros(2)"),
            "namespace Company.TorchSharp;\n"
            + Net("Net", "Parameter scale = torch.nn.Parameter(torch.ones(2, requires_grad: true))", "Tensor", "shift = torch.zeros(2)"));

    [Fact]
    public Task Field_that_is_assigned_something_else_has_no_fix() =>
        Verify.VerifyNoFixAsync(
            """
            class Net : Module<Tensor, Tensor>
            {
                private Tensor {|TSG1015:scale = torch.ones(2, requires_grad: true)|};
                public Net() : base("net") { RegisterComponents(); }
                public override Tensor forward(Tensor x) => scale = x * scale;
            }
            """);

    private static string Net(string name, string scale, string shiftType, string shift) =>
        $$"""
        class {{name}} : Module<Tensor, Tensor>
        {
            private readonly {{scale}};
            private readonly {{shiftType}} shift;

            public {{name}}() : base("net")
            {
                {{shift}};
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => x * scale + shift;
        }
        """;
}
