using TorchSharp.Generators.CodeFixes.Registration;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.CompilerMadeKeyAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.NameCompilerMadeKeyFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class NameCompilerMadeKeyFixTests
{
    [Fact]
    public Task Generates_the_class_of_the_properties() =>
        Verify.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                public Linear {|TSG1010:Fc|} { get; } = Linear(2, 2);
                public Tensor {|TSG1010:Mask|} { get; } = ones(2);
                public Model() : base("m") => RegisterComponents();
                public override Tensor forward(Tensor x) => Fc.call(x) + Mask;
            }
            """,
            """
            [Module]
            public partial class Model : Module<Tensor, Tensor>
            {
                [Submodule(Aliases = new[] { "<Fc>k__BackingField" })] public Linear Fc { get; } = Linear(2, 2);
                [Buffer(Aliases = new[] { "<Mask>k__BackingField" })] public Tensor Mask { get; private set; } = ones(2);
                public Model() : base("m") { }
                public override Tensor forward(Tensor x) => Fc.call(x) + Mask;
            }
            """,
            NameCompilerMadeKeyFix.GenerateKey,
            passes: 1);

    [Fact]
    public Task Generates_the_class_of_a_private_property() =>
        Verify.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private Tensor {|TSG1010:Mask|} { get; } = ones(2);
                public Model() : base("m") => RegisterComponents();
                public override Tensor forward(Tensor x) => x + Mask;
            }
            """,
            """
            [Module]
            public partial class Model : Module<Tensor, Tensor>
            {
                [Buffer(Aliases = new[] { "<Mask>k__BackingField" })] private Tensor Mask { get; set; } = ones(2);
                public Model() : base("m") { }
                public override Tensor forward(Tensor x) => x + Mask;
            }
            """,
            NameCompilerMadeKeyFix.GenerateKey);

    [Fact]
    public Task Keeps_captured_parameters_in_fields() =>
        Verify.VerifyAsync(
            """
            public class Model(Linear {|TSG1010:fc|}, Linear {|TSG1010:head|}) : Module<Tensor, Tensor>("m")
            {
                public override Tensor forward(Tensor x) => head.call(fc.call(x));
            }
            """,
            """
            public class Model(Linear fc, Linear head) : Module<Tensor, Tensor>("m")
            {
                private readonly Linear fc = fc;
                private readonly Linear head = head;
                public override Tensor forward(Tensor x) => head.call(fc.call(x));
            }
            """,
            NameCompilerMadeKeyFix.FieldKey);

    [Fact]
    public Task Keeps_a_captured_tensor_in_a_buffer_of_a_generated_class() =>
        Verify.VerifyAsync(
            """
            [Module]
            public partial class Model(Tensor {|TSG1010:mask|}) : Module<Tensor, Tensor>("m")
            {
                public override Tensor forward(Tensor x) => x + mask;
            }
            """,
            """
            [Module]
            public partial class Model(Tensor mask) : Module<Tensor, Tensor>("m")
            {
                [Buffer] private Tensor mask = mask;
                public override Tensor forward(Tensor x) => x + mask;
            }
            """,
            NameCompilerMadeKeyFix.FieldKey);

    [Fact]
    public Task Names_the_attribute_beside_another_of_its_name() =>
        Verify.VerifyAsync(
            """
            namespace Book;
            [Module]
            public partial class Model(Tensor {|TSG1010:mask|}) : Module<Tensor, Tensor>("m")
            {
                public override Tensor forward(Tensor x) => x + mask;
            }
            class BufferAttribute;
            """,
            """
            namespace Book;
            [Module]
            public partial class Model(Tensor mask) : Module<Tensor, Tensor>("m")
            {
                [global::TorchSharp.Generators.Buffer] private Tensor mask = mask;
                public override Tensor forward(Tensor x) => x + mask;
            }
            class BufferAttribute;
            """,
            NameCompilerMadeKeyFix.FieldKey);
}
