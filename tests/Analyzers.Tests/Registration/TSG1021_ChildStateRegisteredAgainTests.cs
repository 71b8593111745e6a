using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Registration.ChildStateRegisteredAgainAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Registration.ChildStateRegisteredAgainAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1021_ChildStateRegisteredAgainTests
{
    private const string Report =
        """
        var module = new Model();
        string before = string.Join(",", module.state_dict().Keys.Order());
        module.to(float64);
        return $"{before} -> {string.Join(",", module.state_dict().Keys.Order())}";
        """;

    [Theory]
    [InlineData(
        "RegisterComponents(); {|TSG1021:register_parameter(\"tied\", fc.weight)|};",
        "fc.weight,scale.value,tied -> fc.weight,scale.value")]
    [InlineData(
        "{|TSG1021:register_parameter(\"tied\", this.fc.weight)|}; RegisterComponents();",
        "fc.weight,scale.value,tied -> fc.weight,scale.value")]
    [InlineData(
        "RegisterComponents(); {|TSG1021:register_buffer(\"tied\", scale.value)|};", "fc.weight,scale.value,tied -> fc.weight,scale.value")]
    public Task State_of_a_child_under_a_second_key_triggers_and_loses_it(string body, string output) =>
        Proof.VerifyAsync(Model(body), Report, output);

    [Theory]
    [InlineData("RegisterComponents();", "fc.weight,scale.value -> fc.weight,scale.value")]
    [InlineData(
        "RegisterComponents(); register_parameter(\"copy\", Parameter(fc.weight.clone()));",
        "copy,fc.weight,scale.value -> copy,fc.weight,scale.value")]
    public Task State_of_its_own_does_not_trigger_and_stays(string body, string output) => Proof.VerifyAsync(Model(body), Report, output);

    [Fact]
    public Task Child_that_is_not_registered_or_generated_does_not_trigger() =>
        Verify.VerifyAsync(
            """
            [Module] public partial class Kept() : nn.Module("k") { [Buffer] public Tensor value = ones(2); }
            public class Model : nn.Module
            {
                private readonly Kept kept = new();
                public Model(Linear given) : base("m")
                {
                    RegisterComponents();
                    register_buffer("a", kept.value);
                    register_parameter("b", given.weight!);
                }
            }
            """);

    [Theory]
    [InlineData("{|TSG1021:tied = fc.weight|}; RegisterComponents();")]
    [InlineData("var w = this.fc.weight; {|TSG1021:tied = w|}; RegisterComponents();")]
    [InlineData("{|TSG1021:tied = Weight()|}; RegisterComponents();")]
    public Task Member_that_is_given_a_child_s_weight_triggers_and_loses_its_key(string body) =>
        Proof.VerifyAsync(
            Tied(body),
            """
            var module = new Model();
            string before = string.Join(",", module.state_dict().Keys.Order());
            module.to(float64);
            return $"{before} -> {string.Join(",", module.state_dict().Keys.Order())}";
            """,
            "fc.weight,tied -> fc.weight");

    [Theory]
    [InlineData("RegisterComponents(); tied = fc.weight;")]
    [InlineData("tied = Parameter(fc.weight!.clone()); RegisterComponents();")]
    [InlineData("var other = Linear(2, 2); tied = other.weight; RegisterComponents();")]
    public Task Member_that_is_not_registered_or_has_a_tensor_of_its_own_does_not_trigger(string body) => Verify.VerifyAsync(Tied(body));

    private static string Tied(string body) =>
        $$"""
        public class Model : nn.Module
        {
            private readonly Linear fc = Linear(2, 2, hasBias: false);
            private Parameter? tied;
            public Model() : base("m") { {{body}} }
            private Parameter Weight() => fc.weight!;
        }
        """;

    private static string Model(string body) =>
        $$"""
        public class Scale : nn.Module
        {
            public Tensor value = ones(2);
            public Scale() : base("s") { RegisterComponents(); }
        }
        public class Model : nn.Module
        {
            private readonly Linear fc = Linear(2, 2, hasBias: false);
            private readonly Scale scale = new();
            public Model() : base("m") { {{body}} }
        }
        """;
}
