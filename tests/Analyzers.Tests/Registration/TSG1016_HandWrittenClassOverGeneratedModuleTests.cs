using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Registration.HandWrittenOverGeneratedAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Registration.HandWrittenOverGeneratedAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1016_HandWrittenClassOverGeneratedModuleTests
{
    private const string Base =
        """
        [Module]
        public partial class Backbone() : Module<Tensor, Tensor>("backbone")
        {
            protected readonly Linear body = Linear(2, 2);
            public override Tensor forward(Tensor x) => body.call(x);
        }

        """;

    private const string Report =
        """
        var module = new Model();
        var keys = string.Join(",", module.state_dict().Keys);
        module.mean = ones(2);
        float saved = module.state_dict()["mean"].sum().item<float>();
        module.to(float64);
        return $"{keys} saved {saved}, after to {module.mean.dtype}";
        """;

    [Fact]
    public Task Hand_written_class_triggers_and_falls_back_to_reflection() =>
        Proof.VerifyAsync(
            Base + """
            public class {|TSG1016:Model|} : Backbone
            {
                public Tensor mean = zeros(2);
                public Model() => RegisterComponents();
                public override Tensor forward(Tensor x) => base.forward(x) - mean;
            }
            """,
            Report,
            "mean,body.weight,body.bias saved 0, after to Float32");

    [Fact]
    public Task Generated_class_does_not_trigger_and_knows_its_members() =>
        Proof.VerifyAsync(
            Base + """
            [Module]
            public partial class Model : Backbone
            {
                [Buffer] public Tensor mean = zeros(2);
                public override Tensor forward(Tensor x) => base.forward(x) - mean;
            }
            """,
            Report,
            "mean,body.weight,body.bias saved 2, after to Float64");

    [Theory]
    [InlineData("readonly int size = 2;")]
    [InlineData("readonly ReLU act = ReLU();")]
    [InlineData("Tensor? last; public Tensor Keep(Tensor x) => last = x;")]
    public Task Class_without_state_does_not_trigger(string member) =>
        Verify.VerifyAsync(Base + $"public class Model : Backbone {{ {member} }}");

    [Theory]
    [InlineData("private readonly Parameter scale = Parameter(ones(2));")]
    [InlineData("private readonly Linear head = Linear(2, 2);")]
    [InlineData("public Linear Head { get; } = Linear(2, 2);")]
    [InlineData("private readonly Module<Tensor, Tensor> head; public Model() => head = Linear(2, 2);")]
    [InlineData("private readonly Dropout dropout = Dropout();")]
    public Task Class_with_any_state_triggers(string member) =>
        Verify.VerifyAsync(Base + $"public class {{|TSG1016:Model|}} : Backbone {{ {member} }}");
}
