using TorchSharp.Generators.CodeFixes.Registration;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.StaticTensorAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.MakeInstanceMemberFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class MakeInstanceMemberFixTests
{
    [Fact]
    public Task Removes_static() =>
        Verify.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                // ImageNet.
                private static readonly Tensor {|TSG1008:mean|} = ones(3);
                static Tensor {|TSG1008:std|} = ones(3);
                public Model() : base("m") => RegisterComponents();
                public override Tensor forward(Tensor x) => (x - mean) / std;
            }
            """,
            """
            public class Model : Module<Tensor, Tensor>
            {
                // ImageNet.
                private readonly Tensor mean = ones(3);
                Tensor std = ones(3);
                public Model() : base("m") => RegisterComponents();
                public override Tensor forward(Tensor x) => (x - mean) / std;
            }
            """);

    [Fact]
    public Task Makes_it_a_buffer_of_a_generated_class() =>
        Verify.VerifyAsync(
            """
            [Module]
            public partial class Model() : Module<Tensor, Tensor>("m")
            {
                private static readonly Tensor {|TSG1008:mean|} = ones(3);
                public override Tensor forward(Tensor x) => x - mean;
            }
            """,
            """
            [Module]
            public partial class Model() : Module<Tensor, Tensor>("m")
            {
                [Buffer] private Tensor mean = ones(3);
                public override Tensor forward(Tensor x) => x - mean;
            }
            """);

    [Fact]
    public Task Names_the_attribute_beside_another_of_its_name() =>
        Verify.VerifyAsync(
            """
            namespace Book;
            [Module]
            public partial class Model() : Module<Tensor, Tensor>("m")
            {
                private static readonly Tensor {|TSG1008:mean|} = ones(3);
                public override Tensor forward(Tensor x) => x - mean;
            }
            class BufferAttribute;
            """,
            """
            namespace Book;
            [Module]
            public partial class Model() : Module<Tensor, Tensor>("m")
            {
                [global::TorchSharp.Generators.Buffer] private Tensor mean = ones(3);
                public override Tensor forward(Tensor x) => x - mean;
            }
            class BufferAttribute;
            """);

    [Theory]
    [InlineData("", "", "{|TSG1008:mean|} { get; } = ones(3);", null)]
    [InlineData("[Module] ", "partial ", "{|TSG1008:mean|} { get; } = ones(3);", "[Buffer] private Tensor mean { get; set; } = ones(3);")]
    public Task Property_becomes_a_buffer_of_a_generated_class_alone(string attribute, string partial, string property, string? repaired)
    {
        string Model(string member) =>
            $"{attribute}public {partial}class Model : Module<Tensor, Tensor> {{ {member} public Model() : base(\"m\") {{ }} public override Tensor forward(Tensor x) => x - mean; }}";
        string source = Model($"private static Tensor {property}");
        return repaired is null ? Verify.VerifyNoFixAsync(source) : Verify.VerifyAsync(source, Model(repaired));
    }

    [Theory]
    [InlineData("public static readonly", "x - mean", "")]
    [InlineData("private static readonly", "x - Model.mean", "")]
    [InlineData("private static readonly", "x - mean", "static Tensor Twice() => mean * 2;")]
    public Task Offers_nothing_where_it_is_used_without_an_object(string modifiers, string use, string other) =>
        Verify.VerifyNoFixAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                {{modifiers}} Tensor {|TSG1008:mean|} = ones(3);
                public Model() : base("m") => RegisterComponents();
                {{other}}
                public override Tensor forward(Tensor x) => {{use}};
            }
            """);
}
