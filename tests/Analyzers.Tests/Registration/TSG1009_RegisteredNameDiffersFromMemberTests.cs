using Proof = TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<
    TorchSharp.Generators.Analyzers.Rules.Registration.RegisteredNameAnalyzer>;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.RegisteredNameAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1009_RegisteredNameDiffersFromMemberTests
{
    [Fact]
    public Task Flagged_field_is_left_with_a_disposed_tensor() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                private Tensor buf = ones(2);
                public Net() : base("n") { {|TSG1009:register_buffer("other", buf)|}; }
                public override Tensor forward(Tensor x) => x + buf;
                public string State => buf.IsInvalid ? "disposed" : buf.dtype.ToString();
            }
            """,
            """
            var net = new Net();
            net.to(ScalarType.Float64);
            return net.State;
            """,
            "disposed");

    [Fact]
    public Task Class_inside_a_class_is_reported_once() =>
        Verify.VerifyAsync(
            """
            public class Outer : Module<Tensor, Tensor>
            {
                private readonly Inner inner = new();
                public Outer() : base("o") => RegisterComponents();
                public override Tensor forward(Tensor x) => inner.call(x);

                private class Inner : Module<Tensor, Tensor>
                {
                    private Tensor buf = ones(2);
                    public Inner() : base("i") { {|TSG1009:register_buffer("other", buf)|}; }
                    public override Tensor forward(Tensor x) => x + buf;
                }
            }
            """);

    [Fact]
    public Task Silent_field_of_the_registered_name_moves() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                private Tensor buf = ones(2);
                public Net() : base("n") { register_buffer("buf", buf); }
                public override Tensor forward(Tensor x) => x + buf;
                public string State => buf.IsInvalid ? "disposed" : buf.dtype.ToString();
            }
            """,
            """
            var net = new Net();
            net.to(ScalarType.Float64);
            return net.State;
            """,
            "Float64");

    [Theory]
    [InlineData("{|TSG1009:register_buffer(\"other\", buf)|};")]
    [InlineData("{|TSG1009:this.register_buffer(\"_buf\", buf)|};")]
    [InlineData("{|TSG1009:register_parameter(\"weight\", _weight)|};")]
    [InlineData("{|TSG1009:register_buffer(\"other\", buf = torch.ones(2))|};")]
    [InlineData("var t = torch.ones(2); {|TSG1009:register_buffer(\"other\", t)|}; buf = t;")]
    public Task Field_that_goes_by_another_name_triggers(string registration) => Verify.VerifyAsync(Net(registration));

    [Theory]
    [InlineData("register_buffer(\"buf\", buf);")]
    [InlineData("register_buffer(nameof(buf), buf);")]
    [InlineData("RegisterComponents(); register_buffer(\"extra\", torch.ones(2));")]
    [InlineData("register_buffer(\"other\", buf.clone());")]
    [InlineData("register_buffer(\"other\", buf, persistent: false);")]
    [InlineData("register_buffer(\"named\", componentNamed);")]
    [InlineData("register_parameter(\"Exposed\", _exposed);")]
    [InlineData("register_buffer(\"other\", never);")]
    [InlineData("for (int i = 0; i < 2; i++) register_buffer($\"b{i}\", buf);")]
    [InlineData("register_module(\"other\", fc);")]
    [InlineData("var t = torch.ones(2); buf = t; t = torch.zeros(2); register_buffer(\"other\", t);")]
    public Task Field_of_that_name_or_no_field_does_not_trigger(string registration) => Verify.VerifyAsync(Net(registration));

    [Fact]
    public Task Registration_in_another_part_of_the_class_triggers() =>
        Verify.VerifyAsync(
            """
            partial class Net : nn.Module
            {
                private Tensor buf = torch.ones(2);
                public Net() : base("net") { }
                public Tensor Twice(Tensor x) => x + buf;
            }

            partial class Net
            {
                public Net(int n) : this() => {|TSG1009:register_buffer("other", buf)|};
            }
            """);

    [Fact]
    public Task Generated_class_and_own_transfer_do_not_trigger() =>
        Verify.VerifyAsync(
            """
            [Module]
            partial class Generated : nn.Module
            {
                [NotRegistered] public Tensor buf = torch.ones(2);
                public Generated() : base("g") { register_buffer("other", buf); }
            }

            class Own : nn.Module
            {
                public Tensor buf = torch.ones(2);
                public Own() : base("o") { register_buffer("other", buf); }
                protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking) { }
            }
            """);

    [Fact]
    public Task Message_names_key_and_field() =>
        Verify.VerifyAsync(
            Net("{|#0:register_buffer(\"other\", buf)|};"),
            Verify.Diagnostic(Descriptors.TSG1009_RegisteredNameDiffersFromMember).WithLocation(0).WithArguments("other", "buf"));

    [Theory]
    [InlineData("register_buffer(\"other\", buf")]
    [InlineData("register_buffer(, buf);")]
    public Task Incomplete_code_does_not_trigger(string registration) => Verify.VerifyAsync([Net(registration)], [], compilerErrors: false);

    private static string Net(string registration) =>
        $$"""
        class Net : Module<Tensor, Tensor>
        {
            private Tensor buf = torch.ones(2);
            private Tensor never = torch.ones(2);
            private readonly Parameter _weight = Parameter(torch.ones(2));
            private Parameter _exposed = Parameter(torch.ones(2));
            private readonly Linear fc = Linear(2, 2);
            [TorchSharp.Utils.ComponentName(Name = "named")] private Tensor componentNamed = torch.ones(2);

            public Net() : base("net")
            {
                {{registration}}
            }

            public Parameter Exposed { get => _exposed; set => _exposed = value; }

            public override Tensor forward(Tensor x) => fc.call(x) + buf + _weight + _exposed + componentNamed;
        }
        """;
}
