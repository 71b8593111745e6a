using TorchSharp.Generators.CodeFixes.Registration;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.BaseConstructorAlreadyRegisteredAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.GenerateModuleFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class GenerateModuleFixTests
{
    private const string Base =
        """
        public class Backbone : Module<Tensor, Tensor>
        {
            public Backbone() : base("b") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => x;
        }

        """;

    [Fact]
    public Task Generates_classes_over_a_base_that_registered() =>
        Verify.VerifyAsync(
            Base + """
            public class {|TSG1006:First|} : Backbone
            {
                private readonly Linear head;
                public First() => head = Linear(2, 2);
                public override Tensor forward(Tensor x) => head.call(x);
            }

            internal sealed class {|TSG1006:Second|} : Backbone
            {
                private readonly Parameter scale;
                public Second() => scale = Parameter(ones(2));
                public override Tensor forward(Tensor x) => x * scale;
            }
            """,
            Base + """
            [Module]
            public partial class First : Backbone
            {
                private readonly Linear head;
                public First() => head = Linear(2, 2);
                public override Tensor forward(Tensor x) => head.call(x);
            }

            [Module]
            internal sealed partial class Second : Backbone
            {
                private Parameter scale;
                public Second() => scale = Parameter(ones(2));
                public override Tensor forward(Tensor x) => x * scale;
            }
            """,
            GenerateModuleFix.Key);

    /// <summary>Not the type that the assignment stands in, though that is a module as well, or no class.</summary>
    [Fact]
    public Task Generates_the_class_whose_member_another_one_replaces() =>
        Verification.CodeFixVerifier<Analyzers.Rules.Registration.RegisteredMemberReassignedAnalyzer, GenerateModuleFix>.VerifyAsync(
            [
                """
                public class Net : Module<Tensor, Tensor>
                {
                    public Linear head = Linear(2, 2);
                    public Net() : base("m") => RegisterComponents();
                    public override Tensor forward(Tensor x) => head.call(x);
                }

                public class Trainer : nn.Module
                {
                    private readonly Net net = new();
                    public Trainer() : base("t") => RegisterComponents();
                    public void Widen() => {|TSG1004:net.head = Linear(2, 5)|};
                }

                public record struct Head(Net Net)
                {
                    public void Widen() => {|TSG1004:Net.head = Linear(2, 5)|};
                }
                """,
            ],
            [
                """
                [Module]
                public partial class Net : Module<Tensor, Tensor>
                {
                    public Linear head = Linear(2, 2);
                    public Net() : base("m") { }
                    public override Tensor forward(Tensor x) => head.call(x);
                }

                public class Trainer : nn.Module
                {
                    private readonly Net net = new();
                    public Trainer() : base("t") => RegisterComponents();
                    public void Widen() => net.head = Linear(2, 5);
                }

                public record struct Head(Net Net)
                {
                    public void Widen() => Net.head = Linear(2, 5);
                }
                """,
            ],
            GenerateModuleFix.Key,
            passes: 1,
            isLocal: false);

    [Fact]
    public Task Generates_a_class_over_a_generated_one() =>
        Verification.CodeFixVerifier<Analyzers.Rules.Registration.HandWrittenOverGeneratedAnalyzer, GenerateModuleFix>.VerifyAsync(
            """
            [Module]
            public partial class Backbone() : Module<Tensor, Tensor>("b")
            {
                protected readonly Linear body = Linear(2, 2);
                public override Tensor forward(Tensor x) => body.call(x);
            }

            public class {|TSG1016:Model|} : Backbone
            {
                private readonly Linear head = Linear(2, 2);
                public override Tensor forward(Tensor x) => head.call(base.forward(x));
            }
            """,
            """
            [Module]
            public partial class Backbone() : Module<Tensor, Tensor>("b")
            {
                protected readonly Linear body = Linear(2, 2);
                public override Tensor forward(Tensor x) => body.call(x);
            }

            [Module]
            public partial class Model : Backbone
            {
                private readonly Linear head = Linear(2, 2);
                public override Tensor forward(Tensor x) => head.call(base.forward(x));
            }
            """);

    [Fact]
    public Task Generates_a_class_that_assigns_registered_members() =>
        Verification.CodeFixVerifier<Analyzers.Rules.Registration.RegisteredMemberReassignedAnalyzer, GenerateModuleFix>.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private Tensor mean = zeros(2);
                public Model() : base("m") => RegisterComponents();
                public override Tensor forward(Tensor x) => {|TSG1004:mean = mean + x|};
            }
            """,
            """
            [Module]
            public partial class Model : Module<Tensor, Tensor>
            {
                [Buffer] private Tensor mean = zeros(2);
                public Model() : base("m") { }
                public override Tensor forward(Tensor x) => mean = (mean + x).DetachFromDisposeScope();
            }
            """);

    [Fact]
    public Task Calls_by_hand_become_declarations() =>
        Verify.VerifyAsync(
            Base + """
            public class {|TSG1006:Model|} : Backbone
            {
                private readonly Linear head;
                public Model() { head = Linear(2, 2); register_buffer("other", ones(2)); }
                public override Tensor forward(Tensor x) => head.call(x) + get_buffer("other")!;
            }
            """,
            Base + """
            [Module]
            public partial class Model : Backbone
            {
                private readonly Linear head;
                [Buffer] private Tensor other;
                public Model() { head = Linear(2, 2); other = ones(2); }
                public override Tensor forward(Tensor x) => head.call(x) + other;
            }
            """,
            GenerateModuleFix.Key);

    [Fact]
    public Task Offers_nothing_where_the_registry_is_used_otherwise() =>
        Verify.VerifyNoFixAsync(
            Base + """
            public class {|TSG1006:Model|} : Backbone
            {
                private readonly Linear head;
                public Model() { head = Linear(2, 2); _internal_buffers.Clear(); }
                public override Tensor forward(Tensor x) => head.call(x);
            }
            """);
}
