using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Registration.UnnecessaryRegisterComponentsAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Registration.UnnecessaryRegisterComponentsAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1022_UnnecessaryRegisterComponentsTests
{
    [Theory]
    [InlineData("{|TSG1022:RegisterComponents()|};")]
    [InlineData("{|TSG1022:this.RegisterComponents()|};")]
    [InlineData("int n = 2; {|TSG1022:RegisterComponents()|}; fc.weight!.requires_grad_();")]
    public Task Call_that_finds_nothing_new_triggers(string body) => Verify.VerifyAsync(Model(body, "[Module]", "partial "));

    [Theory]
    [InlineData("late = ones(2); RegisterComponents();")]
    [InlineData("RegisterComponents(); late = ones(2);")]
    [InlineData("if (flag) { late = ones(2); } RegisterComponents();")]
    public Task Call_that_sees_what_a_constructor_assigns_does_not_trigger(string body) =>
        Verify.VerifyAsync(Model(body, "[Module]", "partial "));

    [Fact]
    public Task Call_in_a_hand_written_class_does_not_trigger() =>
        Verify.VerifyAsync(Model("RegisterComponents();", "", "").Replace("[Buffer] ", "", StringComparison.Ordinal));

    [Fact]
    public Task Call_over_a_hand_written_base_does_not_trigger() =>
        Verify.VerifyAsync(
            """
            public class Base : nn.Module { protected Linear own = Linear(2, 2); public Base() : base("b") { } }
            [Module] public partial class Model : Base { private readonly Linear fc = Linear(2, 2); public Model() { RegisterComponents(); } }
            """);

    /// <summary>The same keys with the call and without it; in a scope the assigned member lives by the call.</summary>
    [Theory]
    [InlineData("{|TSG1022:RegisterComponents()|};", "fc,scale True")]
    [InlineData("", "fc,scale True")]
    [InlineData("late = ones(2); RegisterComponents();", "fc,late,scale True")]
    [InlineData("late = ones(2);", "fc,late,scale False")]
    public Task Removing_it_changes_nothing_where_it_is_reported(string body, string output) =>
        Proof.VerifyAsync(
            Model(body, "[Module]", "partial "),
            """
            Model module;
            using (NewDisposeScope()) { module = new Model(true); }
            string keys = string.Join(",", module.Names);
            return $"{keys} {module.Lives}";
            """,
            output);

    private static string Model(string body, string attribute, string partial) =>
        $$"""
        {{attribute}}
        public {{partial}}class Model : nn.Module
        {
            private readonly Linear fc = Linear(2, 2);
            [Buffer] private Tensor scale = ones(2);
            [Buffer] private Tensor? late;
            public Model(bool flag) : base("m") { {{body}} }
            public IEnumerable<string> Names => new[] { "fc", late is null ? "" : "late", "scale" }.Where(name => name.Length > 0);
            public bool Lives => !scale.IsInvalid && late?.IsInvalid != true;
        }
        """;
}
