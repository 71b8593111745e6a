using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Forward.TensorCreatedOnDefaultDeviceAnalyzer,
    TorchSharp.Generators.CodeFixes.Forward.TensorCreatedOnDefaultDeviceFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Forward;

public class TensorCreatedOnDefaultDeviceFixTests
{
    [Fact]
    public Task Factory_gets_the_device_of_the_tensor_it_meets() =>
        Verify.VerifyAsync(
            [Net(
                """
                var scores = x.matmul(x);
                var mask = torch.triu({|TSG1011:torch.ones(2, 2)|}, diagonal: 1).to(ScalarType.Bool);
                var h = {|TSG1011:torch.zeros(2, 2, ScalarType.Float32, device: null)|};
                return scores.masked_fill(mask, 0) + emb.call({|TSG1011:torch.arange(2, dtype: ScalarType.Int64)|}) + h;
                """), Net("return {|TSG1011:torch.ones(2)|} + x;", "Second")],
            [Net(
                """
                var scores = x.matmul(x);
                var mask = torch.triu(torch.ones(2, 2, device: scores.device), diagonal: 1).to(ScalarType.Bool);
                var h = torch.zeros(2, 2, ScalarType.Float32, device: x.device);
                return scores.masked_fill(mask, 0) + emb.call(torch.arange(2, dtype: ScalarType.Int64, device: x.device)) + h;
                """), Net("return torch.ones(2, device: x.device) + x;", "Second")]);

    [Fact]
    public Task Method_without_a_tensor_uses_a_parameter_of_the_module() =>
        Verify.VerifyAsync(
            """
            class Net() : Module<Tensor, Tensor>("n")
            {
                private readonly Parameter weight = Parameter(zeros(2));
                public override Tensor forward(Tensor x) => x * weight * Scale(2);
                private Tensor Scale(long n) => {|TSG1011:torch.ones(n)|};
            }
            """,
            """
            class Net() : Module<Tensor, Tensor>("n")
            {
                private readonly Parameter weight = Parameter(zeros(2));
                public override Tensor forward(Tensor x) => x * weight * Scale(2);
                private Tensor Scale(long n) => torch.ones(n, device: weight.device);
            }
            """);

    [Fact]
    public Task Tensor_that_is_called_as_a_keyword_stays_so() =>
        Verify.VerifyAsync(
            """
            class Net() : Module<Tensor, Tensor>("n")
            {
                private readonly Parameter weight = Parameter(zeros(2));
                public override Tensor forward(Tensor @in) => @in * weight + {|TSG1011:torch.ones(2)|};
            }
            """,
            """
            class Net() : Module<Tensor, Tensor>("n")
            {
                private readonly Parameter weight = Parameter(zeros(2));
                public override Tensor forward(Tensor @in) => @in * weight + torch.ones(2, device: @in.device);
            }
            """);

    [Fact]
    public Task Method_with_no_tensor_in_reach_has_no_fix() =>
        Verify.VerifyNoFixAsync(
            """
            class Net() : Module<Tensor, Tensor>("n")
            {
                public override Tensor forward(Tensor x) => x * Scale(2);
                private static Tensor Scale(long n) => {|TSG1011:torch.ones(n)|};
            }
            """);

    private static string Net(string body, string name = "Net") =>
        $$"""
        class {{name}}() : Module<Tensor, Tensor>("net")
        {
            private readonly Embedding emb = Embedding(4, 4);

            public override Tensor forward(Tensor x)
            {
        {{body}}
            }
        }
        """;
}
