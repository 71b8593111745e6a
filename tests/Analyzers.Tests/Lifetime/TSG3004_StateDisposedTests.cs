using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Lifetime.StateDisposedAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Lifetime.StateDisposedAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Lifetime;

public class TSG3004_StateDisposedTests
{
    private const string Report =
        """
        var module = new Model();
        try { module.forward(ones(1, 2)); module.forward(ones(1, 2)); return "works"; }
        catch (Exception error) { return error.Message.Split('\n')[0]; }
        """;

    [Theory]
    [InlineData("using var {|TSG3004:w = get_parameter(\"weight\")|}; return x * w!;")]
    [InlineData("using (var {|TSG3004:w = get_parameter(\"weight\")!|}) { return x * w; }")]
    [InlineData("using Tensor {|TSG3004:w = weight|}; return x * w;")]
    [InlineData("var y = x * weight; {|TSG3004:weight.Dispose()|}; return y;")]
    [InlineData("var y = fc.call(x); {|TSG3004:fc.weight!.Dispose()|}; return y;")]
    [InlineData("var w = fc.weight!; var y = fc.call(x); {|TSG3004:w.Dispose()|}; return y;")]
    [InlineData("var w = get_parameter(\"weight\"); var y = x * weight; {|TSG3004:w!.Dispose()|}; return y;")]
    public Task Disposing_state_triggers_and_the_second_call_throws(string body) =>
        Proof.VerifyAsync(Model(body), Report, "Tensor invalid -- empty handle.");

    [Theory]
    [InlineData("var w = get_parameter(\"weight\"); return x * w!;")]
    [InlineData("using var w = weight.clone(); return x * w;")]
    [InlineData("using var y = x * weight; return y.clone();")]
    [InlineData("using var twice = Twice; return x * twice;")]
    public Task Disposing_a_tensor_of_its_own_does_not_trigger_and_works(string body) => Proof.VerifyAsync(Model(body), Report, "works");

    [Fact]
    public Task Dispose_method_and_replacement_do_not_trigger() =>
        Verify.VerifyAsync(
            """
            class Model : nn.Module
            {
                private Tensor mask = ones(2);
                public Model() : base("m") { RegisterComponents(); }
                protected override void Dispose(bool disposing) { mask.Dispose(); base.Dispose(disposing); }
                public void Resize(int n) { mask.Dispose(); mask = ones(n); }
                ~Model() { mask.Dispose(); }
            }
            """);

    /// <summary>It overrides what looks a component up.</summary>
    [Theory]
    [InlineData("using var {|TSG3004:w = get_parameter(\"weight\")|};", "")]
    [InlineData("using var {|TSG3004:w = this.get_buffer(\"mask\")|};", "")]
    [InlineData("{|TSG3004:weight.Dispose()|};", "")]
    [InlineData("", "using var {|TSG3004:w = model.get_parameter(\"weight\")|};")]
    [InlineData("", "using var w = model.get_parameter(\"weight\")!.clone();")]
    public Task State_of_a_generated_module_is_its_own_too(string inside, string outside) =>
        Verify.VerifyAsync(
            $$"""
            [Module]
            public partial class Model() : nn.Module("m")
            {
                private Parameter weight = Parameter(ones(2));
                [Buffer] private Tensor mask = ones(2);
                public void Run() { {{inside}} }
            }

            [Module]
            public partial class Derived : Model { }

            public static class Program { public static void Run(Derived model) { {{outside}} } }
            """);

    [Theory]
    [InlineData("fc.weight!.Dispose(); fc.weight = Parameter(ones(2, 2));", "")]
    [InlineData("this.fc.weight!.Dispose(); this.fc.weight = Parameter(ones(2, 2));", "")]
    [InlineData("{|TSG3004:fc.weight!.Dispose()|}; fc.bias = Parameter(ones(2));", "")]
    [InlineData("{|TSG3004:weight.Dispose()|};", "public void Reset() => weight = Parameter(ones(2));")]
    [InlineData("var old = fc.weight!; fc.weight = Parameter(ones(2, 2)); old.Dispose();", "")]
    [InlineData("var old = fc.weight!; Renew(fc); old.Dispose();", "static void Renew(Linear layer) => layer.weight = Parameter(ones(2, 2));")]
    [InlineData("var old = weight; Renew(); old.Dispose();", "void Renew() => weight = Parameter(ones(2));")]
    [InlineData("Tensor w = fc.weight!; w = w.clone(); w.Dispose();", "")]
    public Task Weight_that_is_replaced_goes_on_purpose(string body, string member) =>
        Verify.VerifyAsync(
            (Model($"{body} return fc.call(x);")[..^1] + $"{member} }}").Replace("readonly Parameter", "Parameter", StringComparison.Ordinal));

    private static string Model(string body) =>
        $$"""
        public class Model : Module<Tensor, Tensor>
        {
            private readonly Parameter weight = Parameter(ones(2));
            private readonly Linear fc = Linear(2, 2);
            public Model() : base("m") { RegisterComponents(); }
            private Tensor Twice => weight * 2;
            public override Tensor forward(Tensor x) { {{body}} }
        }
        """;
}
