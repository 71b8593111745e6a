using TorchSharp.Generators.CodeFixes.Registration;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.UnregisteredTensorAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.RegisterTensorFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class RegisterTensorFixTests
{
    private const string Generated =
        """
        [Module]
        public partial class Model() : Module<Tensor, Tensor>("m")
        {
            // Causal.
            private readonly Tensor {|TSG1001:mask|} = ones(2);
            private Tensor {|TSG1001:table|} = ones(2);
            public override Tensor forward(Tensor x) => x + mask + table;
        }
        """;

    [Fact]
    public Task Adds_buffer_to_members_of_a_generated_class() =>
        Verify.VerifyAsync(
            Generated,
            """
            [Module]
            public partial class Model() : Module<Tensor, Tensor>("m")
            {
                // Causal.
                [Buffer] private Tensor mask = ones(2);
                [Buffer] private Tensor table = ones(2);
                public override Tensor forward(Tensor x) => x + mask + table;
            }
            """,
            RegisterTensorFix.BufferKey);

    [Fact]
    public Task Adds_non_persistent_buffer() =>
        Verify.VerifyAsync(
            Generated,
            """
            [Module]
            public partial class Model() : Module<Tensor, Tensor>("m")
            {
                // Causal.
                [Buffer(Persistent = false)] private Tensor mask = ones(2);
                [Buffer(Persistent = false)] private Tensor table = ones(2);
                public override Tensor forward(Tensor x) => x + mask + table;
            }
            """,
            RegisterTensorFix.NonPersistentKey);

    [Fact]
    public Task Leaves_the_member_out_on_purpose() =>
        Verify.VerifyAsync(
            Generated,
            """
            [Module]
            public partial class Model() : Module<Tensor, Tensor>("m")
            {
                // Causal.
                [NotRegistered] private readonly Tensor mask = ones(2);
                [NotRegistered] private Tensor table = ones(2);
                public override Tensor forward(Tensor x) => x + mask + table;
            }
            """,
            RegisterTensorFix.NotRegisteredKey);

    [Fact]
    public Task Generates_a_hand_written_class_with_all_its_state() =>
        Verify.VerifyAsync(
            """
            public class Outer
            {
                public class Model : Module<Tensor, Tensor>
                {
                    private readonly Parameter scale = Parameter(ones(2));
                    private readonly Tensor offset = ones(2);
                    private Tensor? {|TSG1001:table|};
                    public Model() : base("m") => RegisterComponents();
                    public void Prepare() => table = ones(2);
                    public override Tensor forward(Tensor x) => x * scale + offset + table!;
                }
            }
            """,
            """
            public partial class Outer
            {
                [Module]
                public partial class Model : Module<Tensor, Tensor>
                {
                    private Parameter scale = Parameter(ones(2));
                    [Buffer] private Tensor offset = ones(2);
                    [Buffer] private Tensor? table;
                    public Model() : base("m") { }
                    public void Prepare() => table = ones(2).DetachFromDisposeScope();
                    public override Tensor forward(Tensor x) => x * scale + offset + table!;
                }
            }
            """,
            RegisterTensorFix.BufferKey);

    [Fact]
    public Task Offers_nothing_where_the_override_would_collide() =>
        Verify.VerifyNoFixAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Tensor {|TSG1001:mask|} = ones(2);
                public Model() : base("m") => RegisterComponents();
                protected override void RegisterComponents() { }
                public override Tensor forward(Tensor x) => x + mask;
            }
            """);

    [Fact]
    public Task Offers_no_key_that_a_derived_class_has() =>
        Verify.VerifyAsync(
            """
            [Module] public partial class Net() : nn.Module("net") { private Tensor {|TSG1001:mask|} = ones(2); }
            public partial class Causal : Net { [Buffer] private Tensor mask = zeros(2); }
            """,
            """
            [Module] public partial class Net() : nn.Module("net") { [NotRegistered] private Tensor mask = ones(2); }
            public partial class Causal : Net { [Buffer] private Tensor mask = zeros(2); }
            """);
}
