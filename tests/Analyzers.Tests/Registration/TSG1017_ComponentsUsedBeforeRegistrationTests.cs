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
    [InlineData("{|TSG1017:eval()|}; RegisterComponents();", "True")]
    [InlineData("{|TSG1017:train(false)|}; RegisterComponents();", "True")]
    [InlineData("RegisterComponents(); eval();", "False")]
    public Task Mode_set_before_registration_triggers_and_reaches_no_child(string body, string training) =>
        Proof.VerifyAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                public readonly Dropout drop = Dropout();
                public Model() : base("m") { {{body}} }
                public override Tensor forward(Tensor x) => drop.call(x);
            }
            """,
            "return new Model().drop.training.ToString();",
            training);

    /// <summary>Each kind of module that computes otherwise while it is trained, or may hold one that does.</summary>
    [Theory]
    [InlineData("BatchNorm1d(2)")]
    [InlineData("LSTM(2, 2)")]
    [InlineData("Sequential(ReLU())")]
    [InlineData("new Own()")]
    public Task Mode_of_a_component_that_may_listen_triggers(string component) =>
        Verify.VerifyAsync(WithComponent("nn.Module", component, "{|TSG1017:eval()|}; RegisterComponents();"));

    [Theory]
    [InlineData("nn.Module", "Linear(2, 2)", "eval(); RegisterComponents();")]
    [InlineData("nn.Module", "ReLU()", "eval(); RegisterComponents();")]
    [InlineData("Tensor", "ones(2)", "eval(); RegisterComponents();")]
    [InlineData("Linear", "Linear(2, 2)", "zero_grad(); RegisterComponents();")]
    [InlineData("Linear", "Linear(2, 2)", "this.to(float64); RegisterComponents(); this.to(float64);")]
    [InlineData("Linear", "Linear(2, 2)", "this.to(float64); RegisterComponents(); part.to(float64);")]
    [InlineData("Linear", "null", "this.to(float64); RegisterComponents();")]
    public Task Call_that_misses_nothing_does_not_trigger(string type, string component, string body) =>
        Verify.VerifyAsync(WithComponent(type, component, body));

    [Theory]
    [InlineData("Tensor", "ones(2)", "{|TSG1017:this.to(float64)|}; RegisterComponents();")]
    [InlineData("Parameter", "Parameter(ones(2))", "_ = {|TSG1017:state_dict()|}; RegisterComponents();")]
    [InlineData("nn.Module", "Linear(2, 2)", "_ = {|TSG1017:parameters()|}; RegisterComponents();")]
    public Task Component_of_each_kind_is_missed(string type, string component, string body) =>
        Verify.VerifyAsync(WithComponent(type, component, body));

    [Fact]
    public Task Component_of_a_base_class_is_missed() =>
        Verify.VerifyAsync(
            """
            public class Base() : Module<Tensor, Tensor>("b")
            {
                protected readonly Linear fc = Linear(2, 2);
                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """,
            """
            public class Model : Base
            {
                public Model() { {|TSG1017:this.to(float64)|}; RegisterComponents(); }
            }
            """);

    private static string WithComponent(string type, string component, string body) =>
        $$"""
        public class Own() : Module<Tensor, Tensor>("o")
        {
            public override Tensor forward(Tensor x) => x;
        }
        public class Model : Module<Tensor, Tensor>
        {
            private readonly {{type}} part = {{component}};
            public Model() : base("m") { {{body}} }
            public override Tensor forward(Tensor x) => x;
        }
        """;

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
