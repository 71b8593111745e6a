using Microsoft.CodeAnalysis.Testing;
using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Registration.MemberAssignedAfterRegistrationAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Registration.MemberAssignedAfterRegistrationAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1003_MemberAssignedAfterRegistrationTests
{
    private const string Report =
        """
        var module = new Model();
        module.to(float64);
        return $"{string.Join(",", module.state_dict().Keys)} {module.Dtype}";
        """;

    [Fact]
    public Task Assignment_after_registration_triggers_and_stays_behind() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Linear fc;
                private readonly Tensor mask;
                public Model() : base("m")
                {
                    fc = Linear(2, 2);
                    RegisterComponents();
                    {|TSG1003:mask = ones(2)|};
                }
                public ScalarType Dtype => mask.dtype;
                public override Tensor forward(Tensor x) => fc.call(x) + mask;
            }
            """,
            Report,
            "fc.weight,fc.bias Float32");

    [Fact]
    public Task Assignment_before_registration_does_not_trigger_and_moves() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Linear fc;
                private readonly Tensor mask;
                public Model() : base("m")
                {
                    fc = Linear(2, 2);
                    mask = ones(2);
                    RegisterComponents();
                }
                public ScalarType Dtype => mask.dtype;
                public override Tensor forward(Tensor x) => fc.call(x) + mask;
            }
            """,
            Report,
            "fc.weight,fc.bias,mask Float64");

    [Fact]
    public Task Message_names_both_places() =>
        Verify.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Linear fc;
                public Model() : base("m")
                {
                    RegisterComponents();
                    {|#0:fc = Linear(2, 2)|};
                }
                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """,
            Verify.Diagnostic(Descriptors.TSG1003_MemberAssignedAfterRegistration)
                .WithLocation(0)
                .WithArguments("fc", "assigned on line 7, after RegisterComponents() on line 6"));

    [Fact]
    public Task Registration_by_a_method_of_the_base_counts_where_it_is_called() =>
        Verify.VerifyAsync(
            """
            public abstract class Backbone : Module<Tensor, Tensor>
            {
                protected Backbone() : base("backbone") { }
                protected void Init() => RegisterComponents();
            }

            public class Model : Backbone
            {
                private readonly Linear fc;
                public Model()
                {
                    Init();
                    {|#0:fc = Linear(2, 2)|};
                }
                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """,
            Verify.Diagnostic(Descriptors.TSG1003_MemberAssignedAfterRegistration)
                .WithLocation(0)
                .WithArguments("fc", "assigned on line 13, after RegisterComponents() on line 12"));

    [Theory]
    [InlineData("if (flag) { RegisterComponents(); return; } late = Linear(2, 2); RegisterComponents();")]
    [InlineData("if (flag) RegisterComponents(); late = Linear(2, 2);")]
    [InlineData("RegisterComponents(); late = Linear(2, 2); register_module(\"late\", late);")]
    [InlineData("RegisterComponents(); var linear = Linear(2, 2); late = linear; add_module(\"other\", linear);")]
    [InlineData("RegisterComponents(); late = given;")]
    [InlineData("RegisterComponents(); late = null!;")]
    [InlineData("RegisterComponents(); act = ReLU();")]
    [InlineData("Make(out late); RegisterComponents(); static void Make(out Linear made) => made = Linear(2, 2);")]
    [InlineData("RegisterComponents(); Take(out late, given); static void Take(out Linear made, Linear other) => made = other;")]
    [InlineData("switch (flag) { case true: RegisterComponents(); break; default: late = Linear(2, 2); RegisterComponents(); break; }")]
    [InlineData("try { late = Linear(2, 2); } finally { } RegisterComponents();")]
    [InlineData("try { late = Linear(2, 2); } finally { RegisterComponents(); }")]
    [InlineData("try { RegisterComponents(); } catch { } finally { late = Linear(2, 2); }")]
    [InlineData("try { try { RegisterComponents(); } finally { late = Linear(2, 2); } } catch { }")]
    [InlineData("Action later = () => late = Linear(2, 2); RegisterComponents(); later();")]
    public Task Other_order_or_another_owner_does_not_trigger(string body) =>
        Verify.VerifyAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                private Linear late = null!;
                private ReLU act = null!;
                public Model(bool flag, Linear given) : base("m") { {{body}} }
                public override Tensor forward(Tensor x) => act.call(late.call(x));
            }
            """);

    [Theory]
    [InlineData("RegisterComponents(); {|TSG1003:late = Linear(2, 2)|};")]
    [InlineData("try { RegisterComponents(); } finally { {|TSG1003:late = Linear(2, 2)|}; }")]
    [InlineData("try { RegisterComponents(); } catch { throw; } finally { {|TSG1003:late = Linear(2, 2)|}; }")]
    [InlineData("try { Fail(); } catch { } finally { RegisterComponents(); } {|TSG1003:late = Linear(2, 2)|}; void Fail() { }")]
    [InlineData("RegisterComponents(); if (flag) {|TSG1003:late = Linear(2, 2)|};")]
    [InlineData("if (flag) { late = Linear(2, 2); RegisterComponents(); } else { RegisterComponents(); {|TSG1003:late = Linear(2, 2)|}; }")]
    [InlineData("RegisterComponents(); {|TSG1003:(late, act) = (Linear(2, 2), ReLU())|};")]
    [InlineData("void Register() => RegisterComponents(); Register(); {|TSG1003:late = Linear(2, 2)|};")]
    [InlineData("foreach (var i in new[] { 1, 2 }) { late = Linear(i, 2); } RegisterComponents(); {|TSG1003:late = Linear(3, 2)|};")]
    [InlineData("if (!flag) throw new ArgumentException(); RegisterComponents(); {|TSG1003:this.late ??= Linear(2, 2)|};")]
    [InlineData("RegisterComponents(); Make({|TSG1003:out late|}); static void Make(out Linear made) { made = Linear(2, 2); }")]
    [InlineData("RegisterComponents(); Make(4, {|TSG1003:out this.late|}); static void Make(int n, out Linear made) => made = Linear(n, 2);")]
    public Task Assignment_that_every_path_reaches_too_late_triggers(string body) =>
        Verify.VerifyAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                private Linear late = null!;
                private ReLU act = null!;
                public Model(bool flag) : base("m") { {{body}} }
                public override Tensor forward(Tensor x) => act.call(late.call(x));
            }
            """);

    /// <summary>TorchSharp's ModuleList and ModuleDict look at their elements once (T43).</summary>
    [Theory]
    [InlineData("for (int i = 0; i < 2; i++) { list.Add(Linear(2, 2)); } RegisterComponents();", "list.0.weight,list.0.bias,list.1.weight,list.1.bias")]
    [InlineData("RegisterComponents(); for (int i = 0; i < 2; i++) { {|TSG1003:list.Add(Linear(2, 2))|}; }", "")]
    [InlineData("RegisterComponents(); {|TSG1003:list.append(Linear(2, 2))|};", "")]
    [InlineData("RegisterComponents(); Fill(); void Fill() { var made = Linear(2, 2); {|TSG1003:list.Insert(0, made)|}; }", "")]
    [InlineData("list.Add(Linear(2, 2)); RegisterComponents(); {|TSG1003:list[0]|} = Linear(2, 2, hasBias: false);", "list.0.weight,list.0.bias")]
    [InlineData("RegisterComponents(); {|TSG1003:heads.Add(\"a\", Linear(2, 2))|};", "")]
    [InlineData("RegisterComponents(); {|TSG1003:heads.Add((\"a\", Linear(2, 2)))|};", "")]
    [InlineData("RegisterComponents(); var made = Linear(2, 2); list.Add(made); register_module(\"made\", made);", "made.weight,made.bias")]
    [InlineData("RegisterComponents(); if (list.Count > 0) { list.Clear(); }", "")]
    public Task Element_that_comes_when_the_list_has_been_registered_triggers(string body, string keys) =>
        Proof.VerifyAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                private readonly ModuleList<Linear> list = new();
                private readonly ModuleDict<Linear> heads = new();
                public Model() : base("m") { {{body}} }
                public override Tensor forward(Tensor x) => list.Aggregate(x, static (y, layer) => layer.call(y));
            }
            """,
            "return string.Join(',', new Model().state_dict().Keys);",
            keys);

    [Fact]
    public Task Element_without_state_or_of_somebody_else_does_not_trigger() =>
        Verify.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly ModuleList<Module<Tensor, Tensor>> list = new();
                private readonly ModuleList<Linear> late;
                public Model(Module<Tensor, Tensor> given, bool flag) : base("m")
                {
                    if (flag) { RegisterComponents(); }
                    list.Add(Linear(2, 2));
                    RegisterComponents();
                    list.Add(ReLU());
                    list.Add(given);
                    var local = new ModuleList<Linear>();
                    local.Add(Linear(2, 2));
                    {|TSG1003:late = new ModuleList<Linear>(Linear(2, 2))|};
                    late.Add(Linear(2, 2));
                }
                public override Tensor forward(Tensor x) => list.Aggregate(x, static (y, layer) => layer.call(y));
            }
            """);

    [Theory]
    [InlineData("Build(); RegisterComponents();", "mask = ones(2)", "fc.weight,fc.bias,mask Float64")]
    [InlineData("RegisterComponents(); Build();", "{|TSG1003:mask = ones(2)|}", "fc.weight,fc.bias Float32")]
    public Task What_a_partial_method_assigns_is_assigned_where_it_is_called(string body, string assignment, string report) =>
        Proof.VerifyAsync(
            $$"""
            public partial class Model : Module<Tensor, Tensor>
            {
                private readonly Linear fc = Linear(2, 2);
                private Tensor mask = null!;
                public Model() : base("m") { {{body}} }
                public ScalarType Dtype => mask.dtype;
                partial void Build();
                public override Tensor forward(Tensor x) => fc.call(x) + mask;
            }

            public partial class Model
            {
                partial void Build() => {{assignment}};
            }
            """,
            Report,
            report);

    /// <summary>The compiler takes <c>this</c> into a temporary first.</summary>
    [Theory]
    [InlineData("RegisterComponents(); this?{|TSG1003:.late = Linear(2, 2)|};")]
    [InlineData("this?.late = Linear(2, 2); this?.RegisterComponents();")]
    public Task Null_conditional_assignment_is_one_too(string body) =>
        Verify.VerifyAsync(
            [$$"""
            public class Model : Module<Tensor, Tensor>
            {
                private Linear late = null!;
                public Model() : base("m") { {{body}} }
                public override Tensor forward(Tensor x) => late.call(x);
            }
            """],
            [],
            Microsoft.CodeAnalysis.CSharp.LanguageVersion.Preview);
}
