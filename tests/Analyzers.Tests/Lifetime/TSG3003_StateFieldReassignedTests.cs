using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Lifetime.StateFieldReassignedAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Lifetime.StateFieldReassignedAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Lifetime;

public class TSG3003_StateFieldReassignedTests
{
    private const string Report =
        """
        var module = new Model();
        using (NewDisposeScope()) { module.forward(ones(1)); }
        return module.Lives.ToString();
        """;

    [Theory]
    [InlineData("{|TSG3003:total = total + x|};")]
    [InlineData("{|TSG3003:total += x|};")]
    [InlineData("{|TSG3003:total = total.add(x)|};")]
    [InlineData("{|TSG3003:this.total = zeros(1)|};")]
    [InlineData("{|TSG3003:total = x.shape.Length > 0 ? total + x : total|};")]
    public Task New_tensor_in_a_field_triggers_and_dies_with_the_scope(string body) => Proof.VerifyAsync(Model(body), Report, "False");

    [Theory]
    [InlineData("total = (total + x).DetachFromDisposeScope();")]
    [InlineData("total = total + x; total.DetachFromDisposeScope();")]
    [InlineData("total.add_(x);")]
    [InlineData("total = total.add_(x);")]
    [InlineData("seen = total + x;")]
    public Task Tensor_that_leaves_the_scope_does_not_trigger_and_lives(string body) => Proof.VerifyAsync(Model(body), Report, "True");

    [Theory]
    [InlineData("[Module] public partial class Derived")]
    [InlineData("public class Derived")]
    public Task New_tensor_in_a_field_of_a_generated_base_triggers_and_dies_with_the_scope(string derived) =>
        Proof.VerifyAsync(
            $$"""
            [Module]
            public partial class Model() : Module<Tensor, Tensor>("m")
            {
                [Buffer] protected Tensor total = zeros(1);
                public bool Lives => !total.IsInvalid;
                public override Tensor forward(Tensor x) => x;
            }
            {{derived}} : Model
            {
                public Derived() { total = zeros(2); }
                public override Tensor forward(Tensor x) { {|TSG3003:total = total + x|}; return x; }
            }
            """,
            Report.Replace("Model", "Derived", StringComparison.Ordinal),
            "False");

    [Fact]
    public Task Setter_helper_of_the_constructor_and_what_is_not_state_do_not_trigger() =>
        Verify.VerifyAsync(
            """
            [Module]
            public partial class Model : nn.Module
            {
                [Buffer] private Tensor total = zeros(1);
                [NotRegistered] private Tensor scratch = zeros(1);
                [Buffer] public partial Tensor Seen { get; set; }
                public Model() : base("m") { Init(); }
                private void Init() { total = zeros(2); }
                public void Set(Tensor given) { total = given; scratch = given + 1; Seen = given + 1; }
            }
            """);

    private static string Model(string body) =>
        $$"""
        [Module]
        public partial class Model() : Module<Tensor, Tensor>("m")
        {
            [Buffer] private Tensor total = zeros(1);
            [NotRegistered] private Tensor? seen;
            public bool Lives => !total.IsInvalid;
            public override Tensor forward(Tensor x) { {{body}} return x; }
        }
        """;
}
