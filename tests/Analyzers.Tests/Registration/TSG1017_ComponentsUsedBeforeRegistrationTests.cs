using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Registration.ComponentsUsedTooEarlyAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Registration.ComponentsUsedTooEarlyAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1017_ComponentsUsedBeforeRegistrationTests
{
    [Fact]
    public Task Apply_before_registration_triggers_and_visits_no_child() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                public int Visited;
                private readonly Linear fc;
                public Model() : base("m")
                {
                    fc = Linear(2, 2);
                    {|TSG1017:apply(module => Visited++)|};
                    RegisterComponents();
                }
                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """,
            "return new Model().Visited.ToString();",
            "1");

    [Fact]
    public Task Apply_after_registration_does_not_trigger_and_visits_the_child() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                public int Visited;
                private readonly Linear fc;
                public Model() : base("m")
                {
                    fc = Linear(2, 2);
                    RegisterComponents();
                    apply(module => Visited++);
                }
                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """,
            "return new Model().Visited.ToString();",
            "2");

    [Fact]
    public Task Move_before_registration_triggers_and_moves_nothing() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                public readonly Linear fc = Linear(2, 2);
                public Model() : base("m")
                {
                    {|TSG1017:this.to(float64)|};
                    RegisterComponents();
                }
                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """,
            "return new Model().fc.weight!.dtype.ToString();",
            "Float32");

    [Theory]
    [InlineData("fc.to(float64); RegisterComponents();")]
    [InlineData("register_module(\"fc\", fc); apply(module => { });")]
    [InlineData("if (fc.bias is null) RegisterComponents(); apply(module => { }); RegisterComponents();")]
    [InlineData("Func<IEnumerable<Parameter>> later = () => parameters(); RegisterComponents();")]
    [InlineData("to(3); RegisterComponents();")]
    public Task Look_alike_does_not_trigger(string body) =>
        Verify.VerifyAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Linear fc = Linear(2, 2);
                public Model() : base("m") { {{body}} }
                private void to(int times) { }
                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """);
}
