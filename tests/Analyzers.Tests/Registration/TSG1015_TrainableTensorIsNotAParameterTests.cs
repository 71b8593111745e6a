using Proof = TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<
    TorchSharp.Generators.Analyzers.Rules.Registration.TrainableTensorAnalyzer>;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.TrainableTensorAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1015_TrainableTensorIsNotAParameterTests
{
    [Fact]
    public Task Flagged_tensor_is_never_trained() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                private readonly Tensor {|TSG1015:scale = ones(2, requires_grad: true)|};
                public Net() : base("n") => RegisterComponents();
                public override Tensor forward(Tensor x) => x * scale;
                public float Scale => scale.sum().item<float>();
            }
            """,
            """
            var net = new Net();
            Parameter[] trained = [.. net.parameters()];
            net.call(ones(2)).sum().backward();
            if (trained.Length > 0) { optim.SGD(trained, 0.5).step(); }
            return $"{trained.Length} {net.Scale}";
            """,
            "0 2");

    [Fact]
    public Task Silent_parameter_is_trained() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                private readonly Parameter scale = Parameter(ones(2));
                public Net() : base("n") => RegisterComponents();
                public override Tensor forward(Tensor x) => x * scale;
                public float Scale => scale.sum().item<float>();
            }
            """,
            """
            var net = new Net();
            Parameter[] trained = [.. net.parameters()];
            net.call(ones(2)).sum().backward();
            if (trained.Length > 0) { optim.SGD(trained, 0.5).step(); }
            return $"{trained.Length} {net.Scale}";
            """,
            "1 1");

    [Theory]
    [InlineData("private Tensor {|TSG1015:w = torch.randn(2, requires_grad: true)|};", "")]
    [InlineData("private readonly Tensor {|TSG1015:w = torch.randn(2).requires_grad_()|};", "")]
    [InlineData("private Tensor w;", "{|TSG1015:w = torch.randn(2, requires_grad: true)|};")]
    [InlineData("private Tensor w;", "{|TSG1015:this.w = torch.zeros(2).requires_grad_(true)|};")]
    [InlineData("private Tensor w = torch.randn(2);", "{|TSG1015:w.requires_grad_()|};")]
    [InlineData("private Tensor w = torch.randn(2);", "{|TSG1015:w.requires_grad = true|};")]
    [InlineData("public Tensor w;", "{|TSG1015:w = torch.randn(2, requires_grad: true)|};")]
    [InlineData("private Tensor w { get; set; }", "{|TSG1015:w = torch.randn(2, requires_grad: true)|};")]
    [InlineData("private Tensor w; static Tensor Make(int n) => torch.randn(n).requires_grad_();", "{|TSG1015:w = Make(2)|};")]
    [InlineData("private Tensor w;", "var t = torch.randn(2); t.requires_grad_(); {|TSG1015:w = t|};")]
    [InlineData("private Tensor w;", "var t = torch.randn(2); t.requires_grad = true; {|TSG1015:w = t|};")]
    [InlineData(
        "private Tensor w;",
        "{|TSG1015:w = DateTime.Now.Ticks > 0 ? torch.randn(2, requires_grad: true) : torch.zeros(2).requires_grad_()|};")]
    [InlineData("private Tensor w;", "Tensor Local() { return torch.randn(2, requires_grad: true); } {|TSG1015:w = Local()|};")]
    public Task Tensor_that_no_optimizer_gets_triggers(string member, string constructor) => Verify.VerifyAsync(Net(member, constructor));

    [Theory]
    [InlineData("private Parameter w = torch.nn.Parameter(torch.randn(2, requires_grad: true));", "")]
    [InlineData("private Tensor w = torch.nn.Parameter(torch.randn(2, requires_grad: true));", "")]
    [InlineData("private Tensor w = new Parameter(torch.randn(2, requires_grad: true));", "")]
    [InlineData("private Tensor w = torch.randn(2);", "")]
    [InlineData("private Tensor w = torch.randn(2, requires_grad: false);", "")]
    [InlineData("private Tensor w = torch.randn(2).requires_grad_(false);", "")]
    [InlineData("private Tensor w = torch.randn(2, requires_grad: true);", "torch.optim.SGD(new[] { (Parameter)w }, 0.1);")]
    [InlineData(
        "private Tensor w = torch.randn(2, requires_grad: true); void Step() { using var _ = torch.no_grad(); w.sub_(0.1 * w.grad!); }",
        "")]
    [InlineData("private Tensor w = torch.randn(2, requires_grad: true); IEnumerable<Tensor> Trained() => [w];", "")]
    [InlineData("private Tensor w; static Tensor Make() => torch.nn.Parameter(torch.randn(2));", "w = Make();")]
    [InlineData("private Tensor w;", "var t = torch.randn(2); w = t; t = torch.randn(2);")]
    [InlineData("private Tensor w;", "w = DateTime.Now.Ticks > 0 ? torch.randn(2, requires_grad: true) : torch.zeros(2);")]
    [InlineData("private Tensor w = torch.zeros(2); void Attack(Tensor x) { w = x.detach().requires_grad_(); }", "")]
    [InlineData("private Tensor w = torch.randn(2, requires_grad: true); public override IEnumerable<Parameter> parameters(bool recurse = true) => [new Parameter(w)];", "")]
    [InlineData("[NotRegistered] private Tensor w = torch.randn(2, requires_grad: true);", "")]
    [InlineData("private static Tensor w = torch.randn(2, requires_grad: true);", "")]
    [InlineData("public Tensor shared = torch.randn(2, requires_grad: true); private Tensor w = null!;", "")]
    public Task Tensor_that_is_trained_or_needs_no_gradient_does_not_trigger(string member, string constructor) =>
        Verify.VerifyAsync(Net(member, constructor));

    [Fact]
    public Task Class_that_is_no_module_does_not_trigger() =>
        Verify.VerifyAsync("class Style { private Tensor image = torch.randn(2, requires_grad: true); }");

    [Fact]
    public Task Incomplete_code_does_not_trigger() =>
        Verify.VerifyAsync([Net("private Tensor w = torch.randn(2, requires_grad: true;", "w.requires_grad_(")], [], compilerErrors: false);

    private static string Net(string member, string constructor) =>
        $$"""
        partial class Net : Module<Tensor, Tensor>
        {
            {{member}}

            public Net() : base("net")
            {
                {{constructor}}
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => x * w;
        }

        class Training
        {
            void Train(dynamic net) { var optimizer = torch.optim.SGD(new[] { (Parameter)net.shared }, 0.1); }
        }
        """;
}
