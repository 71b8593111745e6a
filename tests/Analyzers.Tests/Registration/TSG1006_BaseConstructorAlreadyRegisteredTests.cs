using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Registration.BaseConstructorAlreadyRegisteredAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Registration.BaseConstructorAlreadyRegisteredAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1006_BaseConstructorAlreadyRegisteredTests
{
    private const string Base =
        """
        public class Backbone : Module<Tensor, Tensor>
        {
            protected readonly Linear body;
            public Backbone() : base("backbone") { body = Linear(2, 2); RegisterComponents(); }
            public override Tensor forward(Tensor x) => body.call(x);
        }

        """;

    private const string Report =
        """
        var module = new Model();
        module.to(float64);
        return $"{string.Join(",", module.state_dict().Keys)} {module.head.weight!.dtype}";
        """;

    [Fact]
    public Task Derived_member_triggers_and_is_never_registered() =>
        Proof.VerifyAsync(
            Base + """
            public class {|TSG1006:Model|} : Backbone
            {
                public readonly Linear head;
                public Model() { head = Linear(2, 2); RegisterComponents(); }
                public override Tensor forward(Tensor x) => head.call(base.forward(x));
            }
            """,
            Report,
            "body.weight,body.bias Float32");

    [Fact]
    public Task Derived_initialiser_does_not_trigger_and_is_registered() =>
        Proof.VerifyAsync(
            Base + """
            public class Model : Backbone
            {
                public readonly Linear head = Linear(2, 2);
                public override Tensor forward(Tensor x) => head.call(base.forward(x));
            }
            """,
            Report,
            "head.weight,head.bias,body.weight,body.bias Float64");

    [Fact]
    public Task Generated_derived_class_does_not_trigger_and_is_registered() =>
        Proof.VerifyAsync(
            Base + """
            [Module]
            public partial class Model : Backbone
            {
                public readonly Linear head;
                public Model() { head = Linear(2, 2); }
                public override Tensor forward(Tensor x) => head.call(base.forward(x));
            }
            """,
            Report,
            "body.weight,body.bias,head.weight,head.bias Float64");

    [Theory]
    [InlineData("readonly Linear head; public Model() { head = Linear(2, 2); register_module(\"head\", head); }")]
    [InlineData("readonly ReLU act; public Model() { act = ReLU(); }")]
    [InlineData("readonly Linear alias; public Model() { alias = body; }")]
    [InlineData("readonly int size; public Model() { size = 2; }")]
    public Task Derived_class_without_state_to_lose_does_not_trigger(string members) =>
        Verify.VerifyAsync(Base + $"public class Model : Backbone {{ {members} }}");

    [Fact]
    public Task Base_that_leaves_registration_to_others_does_not_trigger() =>
        Verify.VerifyAsync(
            """
            public abstract class Backbone : Module<Tensor, Tensor>
            {
                protected Backbone() : base("backbone") { }
            }

            public class Model : Backbone
            {
                readonly Linear head;
                public Model() { head = Linear(2, 2); RegisterComponents(); }
                public override Tensor forward(Tensor x) => head.call(x);
            }
            """);

    [Fact]
    public Task Method_of_the_base_that_the_derived_constructor_calls_does_not_trigger() =>
        Verify.VerifyAsync(
            """
            public abstract class Backbone : Module<Tensor, Tensor>
            {
                protected Backbone() : base("backbone") { }
                protected void Init() => RegisterComponents();
            }

            public class Model : Backbone
            {
                readonly Linear head;
                public Model() { Init(); head = Linear(2, 2); }
                public override Tensor forward(Tensor x) => head.call(x);
            }
            """);
}
