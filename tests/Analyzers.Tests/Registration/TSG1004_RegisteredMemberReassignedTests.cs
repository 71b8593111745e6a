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

    [Theory]
    [InlineData("out")]
    [InlineData("ref")]
    public Task Member_that_an_argument_gave_its_value_triggers(string by) =>
        Verify.VerifyAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                private Tensor mean;
                public Model() : base("m")
                {
                    Make({{by}} mean);
                    RegisterComponents();
                }
                private static void Make({{by}} Tensor made) { made = ones(2); }
                public override Tensor forward(Tensor x)
                {
                    {|TSG1004:mean = mean * 0.9 + x|};
                    return x - mean;
                }
            }
            """);

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

    [Fact]
    public Task Assignment_in_a_class_over_it_triggers() =>
        Verify.VerifyAsync(
            [
                """
                public class Base : Module<Tensor, Tensor>
                {
                    protected Tensor mean = zeros(2);
                    public Base() : base("m") => RegisterComponents();
                    public override Tensor forward(Tensor x) => x - mean;
                }
                """,
                "public class Model : Base { public void Update() => {|TSG1004:mean = ones(2)|}; }",
            ]);

    [Theory]
    [InlineData("var net = new Net(); {|TSG1004:net.head = Linear(2, 5)|};")]
    [InlineData("var net = new Net(); {|TSG1004:net.mean = ones(5)|};")]
    [InlineData("var net = new Net { {|TSG1004:head = Linear(2, 5)|} };")]
    [InlineData("var net = new Wide(); {|TSG1004:net.head = Linear(2, 5)|};")]
    [InlineData("var net = new Net(); net.head = other.head;")]
    [InlineData("var net = new Net(); net.mean.copy_(ones(2));")]
    [InlineData("var net = new Net(); net.mean = net.mean.to(float64).detach();")]
    [InlineData("var net = new Net(); {|TSG1004:net.mean = other.mean.to(float64)|};")]
    [InlineData("var net = new Net(); net.head = Linear(2, 5); net.register_module(\"head\", net.head);")]
    public Task Assignment_by_those_who_hold_the_module_triggers(string body) =>
        Verify.VerifyAsync(
            [
                "public static class Program { public static void Run(Net other) { " + body + " } }",
                """
                public class Net : Module<Tensor, Tensor>
                {
                    public Linear head = Linear(2, 2);
                    public Tensor mean = zeros(2);
                    public Net() : base("m") => RegisterComponents();
                    public override Tensor forward(Tensor x) => head.call(x) - mean;
                }

                public class Wide : Net { }
                """,
            ]);

    [Theory]
    [InlineData("private readonly Net net = new(); public Holder() : base(\"h\") { {|TSG1004:net.head = Linear(2, 5)|}; RegisterComponents(); }")]
    [InlineData("private readonly Net net = new() { {|TSG1004:head = Linear(2, 5)|} }; public Holder() : base(\"h\") => RegisterComponents();")]
    [InlineData("private readonly Net net = new(); public Holder() : base(\"h\") { Widen(); RegisterComponents(); } void Widen() => {|TSG1004:net.head = Linear(2, 5)|};")]
    [InlineData("private readonly Net net = new(); public Holder() : base(\"h\") { net.head = Linear(2, 5); net.register_module(\"head\", net.head); }")]
    [InlineData("public Holder(Net net) : base(\"h\") => net.head = Linear(2, 5);")]
    [InlineData("private readonly Net net = new(); public Holder() : base(\"h\") => RegisterComponents(); public Tensor Mean { set => net.mean = value; }")]
    public Task Assignment_by_a_parent_that_is_being_built_triggers(string members) =>
        Verify.VerifyAsync(
            $$"""
            public class Holder : nn.Module { {{members}} }

            public class Net : Module<Tensor, Tensor>
            {
                public Linear head = Linear(2, 2);
                public Tensor mean = zeros(2);
                public Net() : base("m") => RegisterComponents();
                public override Tensor forward(Tensor x) => head.call(x) - mean;
            }
            """);

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

    /// <summary>However the constructor gives the member its value, it is registered with that.</summary>
    [Theory]
    [InlineData("mean = zeros(2);")]
    [InlineData("this.mean = zeros(2);")]
    [InlineData("Mean = zeros(2);")]
    [InlineData("Block = zeros(2);")]
    [InlineData("Make(out mean);")]
    [InlineData("(mean, int n) = (zeros(2), 1);")]
    [InlineData("mean = given ?? zeros(2);")]
    [InlineData("mean = given is null ? zeros(2) : ones(2);")]
    [InlineData("Build(); void Build() => mean = zeros(2);")]
    [InlineData("try { mean = zeros(2); } catch { throw; }")]
    public Task Member_that_got_its_value_in_any_way_triggers(string constructor) =>
        Verify.VerifyAsync(Given(constructor, "public void Update() { {|TSG1004:mean = ones(2)|}; }"));

    [Theory]
    [InlineData("mean = given;")]
    [InlineData("if (given is null) mean = zeros(2);")]
    [InlineData("try { mean = zeros(2); } catch { }")]
    [InlineData("Action later = () => mean = zeros(2); later();")]
    public Task Member_that_may_have_been_null_at_registration_does_not_trigger(string constructor) =>
        Verify.VerifyAsync(Given(constructor, "public void Update() { mean = ones(2); }"));

    [Theory]
    [InlineData("Tensor mean = null", false)]
    [InlineData("Tensor mean", true)]
    public Task Parameter_may_be_null_where_its_default_is(string parameter, bool triggers)
    {
        string update = triggers ? "{|TSG1004:mean = ones(2)|};" : "mean = ones(2);";
        return Verify.VerifyAsync(
            $$"""
            #nullable disable
            public class Model : nn.Module
            {
                private Tensor mean;
                public Model({{parameter}}) : base("m") { this.mean = mean; RegisterComponents(); }
                public void Update() { {{update}} }
            }
            """);
    }

    /// <summary>What moves or disposes by itself deals with the tensor of the registry.</summary>
    [Theory]
    [InlineData("public void Dispose()")]
    [InlineData("public void to(Device device)")]
    [InlineData("public void To(Device device)")]
    [InlineData("public void _to(Device device)")]
    [InlineData("public void _toEpilog(Device device)")]
    [InlineData("public void cuda(int index)")]
    [InlineData("public void cpu(bool now)")]
    [InlineData("public Tensor Next { set")]
    public Task Transfer_and_setter_do_not_trigger(string method) =>
        Verify.VerifyAsync(
            Given("mean = zeros(2);", $"new {method} {{ mean = ones(2); }} {(method.Contains('{', StringComparison.Ordinal) ? "}" : "")}"));

    [Theory]
    [InlineData("mean.Dispose(); {|#0:mean = ones(2)|};")]
    [InlineData("this.mean.Dispose(); {|#0:mean = ones(2)|};")]
    [InlineData("var old = mean; {|#0:mean = ones(2)|}; old.Dispose();")]
    [InlineData("var old = this.mean; {|#0:this.mean = ones(2)|}; old.Dispose();")]
    public Task Message_says_that_the_key_goes_with_the_old_tensor(string update) =>
        Verify.VerifyAsync(
            Given("mean = zeros(2);", $"public void Update() {{ {update} }}"),
            Verify.Diagnostic(Descriptors.TSG1004_RegisteredMemberReassigned)
                .WithLocation(0)
                .WithArguments(
                    "mean",
                    "its key is gone from state_dict once the old tensor is disposed, and what is assigned here neither moves nor is saved"));

    [Theory]
    [InlineData("other.Dispose(); {|#0:mean = ones(2)|};")]
    [InlineData("var old = other; {|#0:mean = ones(2)|}; old.Dispose();")]
    public Task Message_says_that_the_old_tensor_stays(string update) =>
        Verify.VerifyAsync(
            Given("mean = zeros(2);", $"private Tensor other = ones(1); public void Update() {{ {update} }}"),
            Verify.Diagnostic(Descriptors.TSG1004_RegisteredMemberReassigned)
                .WithLocation(0)
                .WithArguments("mean", "state_dict keeps the old tensor after this assignment, and the next .to() restores it"));

    private static string Given(string constructor, string members) =>
        $$"""
        public class Model : Module<Tensor, Tensor>
        {
            private Tensor mean;
            public Model(Tensor? given = null) : base("m") { {{constructor}} RegisterComponents(); }
            private Tensor Mean { set => mean = value; }
            private Tensor Block { set { mean = value; } }
            private static void Make(out Tensor made) => made = zeros(2);
            {{members}}
            public override Tensor forward(Tensor x) => x - mean;
        }
        """;

    [Theory]
    [InlineData("this?{|TSG1004:.mask = zeros(2)|};")]
    [InlineData("this?{|TSG1004:.mask += 1|};")]
    [InlineData("other?{|TSG1004:.mask = zeros(2)|};")]
    [InlineData("this?.mask.zero_();")]
    public Task Null_conditional_assignment_is_one_too(string body) =>
        Verify.VerifyAsync(
            [$$"""
            public class Model : Module<Tensor, Tensor>
            {
                private Tensor mask = ones(2);
                public Model() : base("m") => RegisterComponents();
                public void Change(Model? other) { {{body}} }
                public override Tensor forward(Tensor x) => x * mask;
            }
            """],
            [],
            Microsoft.CodeAnalysis.CSharp.LanguageVersion.Preview);
}
