using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Registration.UnregisteredTensorAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Registration.UnregisteredTensorAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1001_TensorMemberIsNotRegisteredTests
{
    private const string Report =
        """
        var module = new Model();
        module.to(float64);
        return $"{string.Join(",", module.state_dict().Keys)} {module.Dtype}";
        """;

    [Fact]
    public Task Plain_tensor_of_a_generated_module_triggers_and_stays_behind() =>
        Proof.VerifyAsync(
            """
            [Module]
            public partial class Model() : Module<Tensor, Tensor>("m")
            {
                private readonly Linear fc = Linear(2, 2);
                private Tensor {|TSG1001:mask|} = ones(2);
                public ScalarType Dtype => mask.dtype;
                public override Tensor forward(Tensor x) => fc.call(x) + mask;
            }
            """,
            Report,
            "fc.weight,fc.bias Float32");

    [Fact]
    public Task Buffer_of_a_generated_module_does_not_trigger_and_moves() =>
        Proof.VerifyAsync(
            """
            [Module]
            public partial class Model() : Module<Tensor, Tensor>("m")
            {
                private readonly Linear fc = Linear(2, 2);
                [Buffer] private Tensor mask = ones(2);
                public ScalarType Dtype => mask.dtype;
                public override Tensor forward(Tensor x) => fc.call(x) + mask;
            }
            """,
            Report,
            "mask,fc.weight,fc.bias Float64");

    [Fact]
    public Task Member_that_an_override_leaves_out_triggers_and_stays_behind() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Linear fc = Linear(2, 2);
                private readonly Tensor {|TSG1001:mask|} = ones(2);
                public Model() : base("m") => RegisterComponents();
                public ScalarType Dtype => mask.dtype;
                protected override void RegisterComponents() => register_module(nameof(fc), fc);
                public override Tensor forward(Tensor x) => fc.call(x) + mask;
            }
            """,
            Report,
            "fc.weight,fc.bias Float32");

    [Fact]
    public Task Member_that_an_override_passes_on_does_not_trigger_and_moves() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Linear fc = Linear(2, 2);
                private readonly Tensor mask = ones(2);
                public Model() : base("m") => RegisterComponents();
                public ScalarType Dtype => mask.dtype;
                protected override void RegisterComponents() => base.RegisterComponents();
                public override Tensor forward(Tensor x) => fc.call(x) + mask;
            }
            """,
            Report,
            "fc.weight,fc.bias,mask Float64");

    [Fact]
    public Task Member_built_after_registration_triggers_and_stays_behind() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private Tensor? {|TSG1001:table|};
                public Model() : base("m") => RegisterComponents();
                public ScalarType Dtype => table!.dtype;
                public void Prepare() => table = ones(2);
                public override Tensor forward(Tensor x) => x + table!;
            }
            """,
            """
            var module = new Model();
            module.Prepare();
            module.to(float64);
            return $"{string.Join(",", module.state_dict().Keys)} {module.Dtype}";
            """,
            " Float32");

    [Theory]
    [InlineData("public Model() : base(\"m\") { Fill(ref table); RegisterComponents(); } static void Fill(ref Tensor? t) => t = ones(2);")]
    [InlineData("public Model() : base(\"m\") { Fill(out table); RegisterComponents(); } static void Fill(out Tensor? t) => t = ones(2);")]
    public Task Member_that_a_method_fills_before_registration_does_not_trigger(string constructor) =>
        Verify.VerifyAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                private Tensor? table;
                {{constructor}}
                public void Prepare() => table = ones(2);
                public override Tensor forward(Tensor x) => x + table!;
            }
            """);

    /// <summary>Nothing is implicit about tensors in a generated class, wherever the value comes from.</summary>
    [Theory]
    [InlineData("private Tensor? {|TSG1001:last|};", "last = fc.call(x); return last;")]
    [InlineData("private Tensor {|TSG1001:table|} = ones(2);", "return fc.call(x) + table.to(x.device);")]
    [InlineData("private Tensor {|TSG1001:half|} = tensor(0.5);", "return fc.call(x) * half;")]
    [InlineData("private Tensor {|TSG1001:order|} = arange(2);", "return fc.call(x)[order];")]
    [InlineData("private Tensor {|TSG1001:weight|} = ones(2, device: CPU);", "return x + weight;")]
    [InlineData("private Tensor {|TSG1001:unused|} = ones(2);", "return x;")]
    [InlineData("private Tensor {|TSG1001:weight|} = ones(2, device: device(\"cuda\")).requires_grad_();", "return x + weight;")]
    [InlineData("private Tensor {|TSG1001:weight|} = null!; void Init() { weight = zeros(2); }", "Init(); return x + weight;")]
    [InlineData(
        "private Tensor {|TSG1001:weight|} = null!; void Fill(out Tensor t) => t = zeros(2);", "Fill(out weight); return x + weight;")]
    [InlineData("private Tensor {|TSG1001:a|} = ones(1), {|TSG1001:b|} = ones(1);", "return a + b;")]
    [InlineData("public Tensor {|TSG1001:Weight|} { get; set; } = ones(2);", "return x + Weight;")]
    [InlineData("public Tensor? {|TSG1001:Last|} { get; private set; }", "Last = x; return x;")]
    public Task Tensor_of_a_generated_module_that_says_nothing_triggers(string member, string body) =>
        Verify.VerifyAsync(Generated(member, body));

    [Theory]
    [InlineData("[NotRegistered] private Tensor table = ones(2);", "return x + table;")]
    [InlineData("[Buffer] private Tensor table = ones(2);", "return x + table;")]
    [InlineData("[Buffer(Persistent = false)] public Tensor Table { get; set; } = ones(2);", "return x + Table;")]
    [InlineData("private readonly Parameter weight = Parameter(ones(2));", "return x + weight;")]
    [InlineData("public Tensor Twice => ones(2, device: CPU);", "return x + Twice;")]
    public Task Member_of_a_generated_module_that_says_what_it_is_does_not_trigger(string member, string body) =>
        Verify.VerifyAsync(Generated(member, body));

    private static string Generated(string member, string body) =>
        $$"""
        [Module]
        public partial class Model() : Module<Tensor, Tensor>("m")
        {
            private readonly Linear fc = Linear(2, 2);
            {{member}}
            public override Tensor forward(Tensor x) { {{body}} }
        }
        """;

    [Fact]
    public Task Class_that_is_no_module_does_not_trigger() =>
        Verify.VerifyAsync("class Cache { Tensor mask = ones(2); public Tensor Add(Tensor x) => x + mask; }");
}
