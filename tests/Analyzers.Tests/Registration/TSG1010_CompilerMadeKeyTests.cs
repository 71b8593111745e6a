using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Registration.CompilerMadeKeyAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Registration.CompilerMadeKeyAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1010_CompilerMadeKeyTests
{
    [Fact]
    public Task Auto_property_triggers_and_gets_a_compiler_made_key() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                public Tensor {|TSG1010:Mask|} { get; set; } = ones(2);
                public Model() : base("m") => RegisterComponents();
                public override Tensor forward(Tensor x) => x + Mask;
            }
            """,
            """return string.Join(",", new Model().state_dict().Keys);""",
            "<Mask>k__BackingField");

    /// <summary>It is state, and not what the module computes while it runs.</summary>
    [Fact]
    public Task Property_that_a_reset_sets_which_the_constructor_calls_too_triggers() =>
        Verify.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                public Tensor {|TSG1010:State|} { get; private set; }
                public Model() : base("m")
                {
                    Reset();
                    RegisterComponents();
                }
                public void Reset() { State = zeros(2); }
                public void StartEpoch() => Reset();
                public override Tensor forward(Tensor x) => x + State;
            }
            """);

    [Fact]
    public Task Generated_property_does_not_trigger_and_gets_its_name() =>
        Proof.VerifyAsync(
            """
            public partial class Model() : Module<Tensor, Tensor>("m")
            {
                [Buffer] public Tensor Mask { get; set; } = ones(2);
                public override Tensor forward(Tensor x) => x + Mask;
            }
            """,
            """return string.Join(",", new Model().state_dict().Keys);""",
            "Mask");

    [Fact]
    public Task Captured_parameter_triggers_and_gets_a_compiler_made_key() =>
        Proof.VerifyAsync(
            """
            public class Model(Linear {|TSG1010:fc|}) : Module<Tensor, Tensor>("m")
            {
                public override Tensor forward(Tensor x) => fc.call(x);
            }

            public class Parent : Module<Tensor, Tensor>
            {
                private readonly Model model = new(Linear(2, 2));
                public Parent() : base("p") => RegisterComponents();
                public override Tensor forward(Tensor x) => model.call(x);
            }
            """,
            """return string.Join(",", new Parent().state_dict().Keys);""",
            "model.<fc>P.weight,model.<fc>P.bias");

    [Fact]
    public Task Captured_parameter_of_a_later_part_triggers() =>
        Verify.VerifyAsync(
            """
            public partial class Model
            {
                public Model() : this(Linear(2, 2)) { }
            }

            public partial class Model(Linear {|TSG1010:fc|}) : Module<Tensor, Tensor>("m")
            {
                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """);

    [Fact]
    public Task Parameter_kept_in_a_field_does_not_trigger_and_gets_its_name() =>
        Proof.VerifyAsync(
            """
            public class Model(Linear fc) : Module<Tensor, Tensor>("m")
            {
                private readonly Linear fc = fc;
                public override Tensor forward(Tensor x) => fc.call(x);
            }

            public class Parent : Module<Tensor, Tensor>
            {
                private readonly Model model = new(Linear(2, 2));
                public Parent() : base("p") => RegisterComponents();
                public override Tensor forward(Tensor x) => model.call(x);
            }
            """,
            """return string.Join(",", new Parent().state_dict().Keys);""",
            "model.fc.weight,model.fc.bias");

    [Fact]
    public Task Property_that_the_caller_sets_triggers_and_is_not_registered() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                public required Linear {|TSG1010:Head|} { get; init; }
                public Model() : base("m") => RegisterComponents();
                public override Tensor forward(Tensor x) => Head.call(x);
            }
            """,
            """return new Model { Head = Linear(2, 2) }.state_dict().Count.ToString();""",
            "0");

    [Theory]
    [InlineData("public required Linear {|TSG1010:Head|} { get; set; }")]
    [InlineData("public Linear {|TSG1010:Head|} { get; init; } = null!;")]
    [InlineData("public required Parameter {|TSG1010:Head|} { get; set; }")]
    [InlineData("public Linear Head { get; set; } = null!;")]
    [InlineData("public required ReLU Head { get; init; }")]
    public Task What_the_caller_has_to_set_triggers(string member) =>
        Verify.VerifyAsync(
            $"public class Model : nn.Module {{ {member} public Model() : base(\"m\") => RegisterComponents(); }}");

    /// <summary>A class that leaves its registration to whoever holds it: somebody has to, and there has to be something.</summary>
    [Theory]
    [InlineData("public Linear {|TSG1010:Fc|} { get; } = Linear(2, 2);", "", "private readonly Model model = new();")]
    [InlineData("public Parameter {|TSG1010:Fc|} { get; } = Parameter(ones(2));", "", "private readonly Model model = new();")]
    [InlineData("public Linear Fc { get; } = Linear(2, 2);", "", "")]
    [InlineData("public Linear? Fc { get; set; }", "", "private readonly Model model = new();")]
    [InlineData("public ReLU Fc { get; } = ReLU();", "", "private readonly Model model = new();")]
    [InlineData(
        "public Linear Fc { get; } = Linear(2, 2);", "register_buffer(\"mask\", ones(2));", "private readonly Model model = new();")]
    public Task Property_of_a_class_that_its_owner_registers_triggers(string member, string constructor, string owner) =>
        Verify.VerifyAsync(
            $$"""
            public class Model : nn.Module { {{member}} public Model() : base("m") { {{constructor}} } }
            public class Owner : nn.Module { {{owner}} public Owner() : base("o") => RegisterComponents(); }
            """);

    [Theory]
    [InlineData("public Tensor? Last { get; private set; }")]
    [InlineData("public ReLU Act { get; } = ReLU();")]
    [InlineData("[field: TorchSharp.Utils.ComponentName(Name = \"fc\")] public Linear Fc { get; } = Linear(2, 2);")]
    [InlineData("private readonly Linear fc = Linear(2, 2); public Linear Fc => fc;")]
    [InlineData("public static Linear Shared { get; } = Linear(2, 2);")]
    [InlineData("public int Size { get; set; }")]
    public Task Look_alike_does_not_trigger(string member) =>
        Verify.VerifyAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                {{member}}
                public Model() : base("m") => RegisterComponents();
                public override Tensor forward(Tensor x) => x;
            }
            """);
}
