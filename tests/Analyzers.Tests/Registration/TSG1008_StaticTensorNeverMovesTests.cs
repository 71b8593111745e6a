using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Registration.StaticTensorAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Registration.StaticTensorAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1008_StaticTensorNeverMovesTests
{
    private const string Report =
        """
        var module = new Model();
        module.to(float64);
        return $"[{string.Join(",", module.state_dict().Keys)}] {module.Dtype}";
        """;

    [Fact]
    public Task Static_tensor_triggers_and_stays_behind() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private static readonly Tensor {|TSG1008:mean|} = ones(3);
                public Model() : base("m") => RegisterComponents();
                public ScalarType Dtype => mean.dtype;
                public override Tensor forward(Tensor x) => x - mean;
            }
            """,
            Report,
            "[] Float32");

    [Fact]
    public Task Instance_tensor_does_not_trigger_and_moves() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Tensor mean = ones(3);
                public Model() : base("m") => RegisterComponents();
                public ScalarType Dtype => mean.dtype;
                public override Tensor forward(Tensor x) => x - mean;
            }
            """,
            Report,
            "[mean] Float64");

    [Theory]
    [InlineData("x - mean.to(x.device)", "ones(3)")]
    [InlineData("x - mean", "tensor(0.5f)")]
    [InlineData("x - mean", "ones(3, device: CUDA)")]
    [InlineData("x[mean]", "arange(3)")]
    [InlineData("x - mean.sum().item<float>()", "ones(3)")]
    [InlineData("x", "ones(3)")]
    public Task Look_alike_does_not_trigger(string use, string value) =>
        Verify.VerifyAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                private static readonly Tensor mean = {{value}};
                public Model() : base("m") => RegisterComponents();
                public override Tensor forward(Tensor x) => {{use}};
            }
            """);

    [Theory]
    [InlineData("private static Parameter {|TSG1008:mean|} = Parameter(ones(3));")]
    [InlineData("private static Tensor {|TSG1008:mean|} { get; } = ones(3);")]
    [InlineData("private static readonly Tensor {|TSG1008:mean|}; static Model() { mean = ones(3); }")]
    public Task Any_static_member_that_meets_a_tensor_triggers(string member) => Verify.VerifyAsync(Model(member, "x - mean"));

    [Theory]
    [InlineData("private static readonly Tensor mean, sum; static Model() { mean = ones(3); sum = mean + zeros(3); }")]
    [InlineData("private static readonly Tensor mean = ones(3), sum = mean + zeros(3);")]
    public Task Tensor_that_only_makes_another_does_not_trigger(string members) =>
        Verify.VerifyAsync(Model(members.Replace("sum", "{|TSG1008:sum|}", StringComparison.Ordinal).Replace("{|TSG1008:sum|} = mean + zeros(3); }", "sum = mean + zeros(3); }", StringComparison.Ordinal), "x - sum"));

    [Fact]
    public Task Static_tensor_of_a_class_that_is_no_module_does_not_trigger() =>
        Verify.VerifyAsync("static class Constants { static readonly Tensor mean = ones(3); static Tensor Use(Tensor x) => x - mean; }");

    private static string Model(string members, string result) =>
        $$"""
        public class Model : Module<Tensor, Tensor>
        {
            {{members}}
            public Model() : base("m") => RegisterComponents();
            public override Tensor forward(Tensor x) => {{result}};
        }
        """;
}
