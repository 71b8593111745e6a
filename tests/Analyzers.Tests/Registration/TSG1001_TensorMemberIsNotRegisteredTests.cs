using Proof = TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Registration.UnregisteredTensorAnalyzer>;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Registration.UnregisteredTensorAnalyzer>;

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
    [InlineData("private Tensor? last;", "last = fc.call(x); return last;")]
    [InlineData("private Tensor table = ones(2);", "return fc.call(x) + table.to(x.device);")]
    [InlineData("private Tensor table = ones(2);", "return table.device == x.device ? x + table : x;")]
    [InlineData("private Tensor half = tensor(0.5);", "return fc.call(x) * half;")]
    [InlineData("private Tensor order = arange(2);", "return fc.call(x)[order];")]
    [InlineData("private Tensor table = ones(2, device: CPU);", "return x + table;")]
    [InlineData("[NotRegistered] private Tensor table = ones(2);", "return x + table;")]
    [InlineData("[Buffer] private Tensor table = ones(2);", "return x + table;")]
    [InlineData("private Tensor unused = ones(2);", "return x;")]
    public Task Look_alike_in_a_generated_module_does_not_trigger(string member, string body) =>
        Verify.VerifyAsync(
            $$"""
            [Module]
            public partial class Model() : Module<Tensor, Tensor>("m")
            {
                private readonly Linear fc = Linear(2, 2);
                {{member}}
                public override Tensor forward(Tensor x) { {{body}} }
            }
            """);

    [Fact]
    public Task Class_that_is_no_module_does_not_trigger() =>
        Verify.VerifyAsync("class Cache { Tensor mask = ones(2); public Tensor Add(Tensor x) => x + mask; }");
}
