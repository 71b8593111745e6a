using Microsoft.CodeAnalysis.Testing;
using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Registration.RegisteredMemberReassignedAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Registration.RegisteredMemberReassignedAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1004_RegisteredMemberReassignedTests
{
    private const string Report =
        """
        var module = new Model();
        module.Update();
        float saved = module.state_dict()["mean"].sum().item<float>();
        module.to(float64);
        return $"saved {saved}, after to {module.Sum}";
        """;

    [Fact]
    public Task Reassignment_triggers_and_is_neither_saved_nor_kept() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private Tensor mean = zeros(2);
                public Model() : base("m") => RegisterComponents();
                public double Sum => mean.to(float64).sum().item<double>();
                public void Update() => {|TSG1004:mean = ones(2)|};
                public override Tensor forward(Tensor x) => x - mean;
            }
            """,
            Report,
            "saved 0, after to 0");

    [Fact]
    public Task Copy_does_not_trigger_and_is_saved_and_kept() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Tensor mean = zeros(2);
                public Model() : base("m") => RegisterComponents();
                public double Sum => mean.to(float64).sum().item<double>();
                public void Update() => mean.copy_(ones(2));
                public override Tensor forward(Tensor x) => x - mean;
            }
            """,
            Report,
            "saved 2, after to 2");

    [Fact]
    public Task Generated_module_does_not_trigger_and_keeps_it() =>
        Proof.VerifyAsync(
            """
            [Module]
            public partial class Model() : Module<Tensor, Tensor>("m")
            {
                [Buffer] private Tensor mean = zeros(2);
                public double Sum => mean.to(float64).sum().item<double>();
                public void Update() => mean = ones(2);
                public override Tensor forward(Tensor x) => x - mean;
            }
            """,
            Report,
            "saved 2, after to 2");

    /// <summary>Nothing of TorchSharp's looks at a non-persistent buffer again (T13).</summary>
    [Fact]
    public Task Non_persistent_buffer_does_not_trigger_and_keeps_it() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private Tensor mean = zeros(2);
                public Model() : base("m") { register_buffer("mean", mean, persistent: false); RegisterComponents(); }
                public double Sum => mean.to(float64).sum().item<double>();
                public void Update() => mean = ones(2);
                public override Tensor forward(Tensor x) => x - mean;
            }
            """,
            """
            var module = new Model();
            module.Update();
            module.to(float64);
            return $"saved {module.state_dict().Count}, after to {module.Sum}";
            """,
            "saved 0, after to 2");

    [Fact]
    public Task Module_replaced_triggers_and_is_neither_saved_nor_moved() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private Linear head = Linear(2, 2);
                public Model() : base("m") => RegisterComponents();
                public string State => $"{head.weight!.shape[0]} {head.weight!.dtype} {head.training}";
                public void Update() => {|TSG1004:head = Linear(2, 5)|};
                public override Tensor forward(Tensor x) => head.call(x);
            }
            """,
            """
            var module = new Model();
            module.Update();
            module.to(float64);
            module.eval();
            return $"saved {module.state_dict()["head.weight"].shape[0]}, used {module.State}";
            """,
            "saved 2, used 5 Float32 True");

    [Fact]
    public Task Message_says_what_becomes_of_a_module() =>
        Verify.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private Linear head = Linear(2, 2);
                public Model() : base("m") => RegisterComponents();
                public void Update() => {|#0:head = Linear(2, 5)|};
                public override Tensor forward(Tensor x) => head.call(x);
            }
            """,
            Verify.Diagnostic(Descriptors.TSG1004_RegisteredMemberReassigned)
                .WithLocation(0)
                .WithArguments("head", "state_dict, .to() and eval() go on with the old module, and never reach the one assigned here"));

    [Theory]
    [InlineData("mean = mean.to(x.device);")]
    [InlineData("mean = null!;")]
    [InlineData("mean = mean.copy_(x);")]
    [InlineData("mean = mean.mul_(0.9).add_(x * 0.1);")]
    [InlineData("late = x;")]
    [InlineData("mean = x; ConditionallyRegisterBuffer(nameof(mean), mean);")]
    [InlineData("var other = mean; other = x;")]
    public Task Look_alike_does_not_trigger(string body) =>
        Verify.VerifyAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                private Tensor mean = zeros(2);
                private Tensor? late;
                public Model() : base("m") => RegisterComponents();
                public override Tensor forward(Tensor x) { {{body}} return late is null ? x - mean : late; }
            }
            """);

    [Theory]
    [InlineData("{|TSG1004:mean = x.mean()|};")]
    [InlineData("{|TSG1004:mean *= 2|};")]
    [InlineData("{|TSG1004:mean = x.copy_(mean)|};")]
    [InlineData("if (training) {|TSG1004:mean = mean * 0.9 + x * 0.1|};")]
    [InlineData("{|TSG1004:(mean, var y) = (x, x)|};")]
    public Task Any_form_of_assignment_triggers(string body) =>
        Verify.VerifyAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                private Tensor mean = zeros(2);
                public Model() : base("m") => RegisterComponents();
                public override Tensor forward(Tensor x) { {{body}} return x - mean; }
            }
            """);
}
