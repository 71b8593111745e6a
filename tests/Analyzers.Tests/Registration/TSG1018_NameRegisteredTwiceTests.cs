using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Registration.NameRegisteredTwiceAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Registration.NameRegisteredTwiceAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1018_NameRegisteredTwiceTests
{
    private const string Report =
        """
        try
        {
            return string.Join(",", new Model().state_dict().Keys);
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
        """;

    [Fact]
    public Task Second_registration_triggers_and_throws() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Tensor mask = ones(2);
                public Model() : base("m")
                {
                    RegisterComponents();
                    {|TSG1018:register_buffer("mask", mask)|};
                }
                public override Tensor forward(Tensor x) => x + mask;
            }
            """,
            Report,
            "Tensor mask is already registered.");

    [Fact]
    public Task Registration_by_hand_before_all_others_does_not_trigger_and_works() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Tensor mask = ones(2);
                public Model() : base("m")
                {
                    register_buffer("mask", mask);
                    RegisterComponents();
                }
                public override Tensor forward(Tensor x) => x + mask;
            }
            """,
            Report,
            "mask");

    [Fact]
    public Task Registration_of_a_member_that_was_null_does_not_trigger_and_works() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Tensor mask;
                public Model() : base("m")
                {
                    RegisterComponents();
                    mask = ones(2);
                    register_buffer("mask", mask);
                }
                public override Tensor forward(Tensor x) => x + mask;
            }
            """,
            Report,
            "mask");

    [Theory]
    [InlineData("""register_buffer("a", ones(1)); {|TSG1018:register_buffer("a", ones(1))|};""")]
    [InlineData("""register_parameter("a", Parameter(ones(1))); {|TSG1018:register_parameter("a", Parameter(ones(1)))|};""")]
    [InlineData("""register_module("a", Linear(1, 1)); {|TSG1018:add_module("a", Linear(1, 1))|};""")]
    [InlineData("""register_buffer("a", ones(1)); _internal_buffers.Remove("b"); {|TSG1018:register_buffer("a", ones(1))|};""")]
    [InlineData("""register_buffer("a", ones(1)); _internal_params.Remove("a"); {|TSG1018:register_buffer("a", ones(1))|};""")]
    [InlineData("""register_buffer("a", ones(1)); if (!has_buffer("b")) { {|TSG1018:register_buffer("a", ones(1))|}; }""")]
    public Task Same_name_twice_triggers(string body) => Verify.VerifyAsync(Model(body));

    [Theory]
    [InlineData("""register_buffer("a", ones(1)); register_buffer("b", ones(1));""")]
    [InlineData("""register_buffer("a", ones(1)); ConditionallyRegisterBuffer("a", ones(1));""")]
    [InlineData("""register_buffer("a", ones(1)); register_module("a", Linear(1, 1));""")]
    [InlineData("""if (flag) register_buffer("a", ones(1)); else register_buffer("a", zeros(1));""")]
    [InlineData("""for (int i = 0; i < 3; i++) register_buffer($"a{i}", ones(1));""")]
    [InlineData("""register_buffer("a", ones(1)); _internal_buffers.Remove("a"); register_buffer("a", ones(1));""")]
    [InlineData("""register_buffer("a", ones(1)); _internal_buffers.Clear(); register_buffer("a", ones(1));""")]
    [InlineData("""register_buffer("a", ones(1)); _internal_buffers.Remove(flag.ToString()); register_buffer("a", ones(1));""")]
    [InlineData("""register_buffer("a", ones(1)); if (!has_buffer("a")) register_buffer("a", ones(1));""")]
    [InlineData("""register_buffer("a", ones(1)); if (has_buffer("a")) return; register_buffer("a", ones(1));""")]
    [InlineData("""register_module("a", Linear(1, 1)); if (!_internal_submodules.ContainsKey("a")) register_module("a", Linear(1, 1));""")]
    public Task Different_names_or_paths_do_not_trigger(string body) => Verify.VerifyAsync(Model(body));

    /// <summary>The base constructor registers what the initialisers made, before any call can be made.</summary>
    [Theory]
    [InlineData("[Buffer] private Tensor mask = ones(2);", """{|TSG1018:register_buffer("mask", zeros(2))|};""")]
    [InlineData("[Buffer(\"mask\")] private Tensor other = ones(2);", """{|TSG1018:register_buffer("mask", zeros(2))|};""")]
    [InlineData("private Parameter mask = Parameter(ones(2));", """{|TSG1018:register_parameter("mask", Parameter(zeros(2)))|};""")]
    [InlineData("private Linear mask = Linear(1, 1);", """{|TSG1018:add_module("mask", Linear(1, 1))|};""")]
    [InlineData("", """{|TSG1018:register_buffer("table", zeros(2))|};""")]
    public Task Name_of_a_declared_member_triggers(string member, string call) => Verify.VerifyAsync(Generated(member, call));

    [Theory]
    [InlineData("[Buffer] private Tensor mask = ones(2);", """register_module("mask", Linear(1, 1));""")]
    [InlineData("[Buffer] private Tensor? mask;", """register_buffer("mask", zeros(2));""")]
    [InlineData("[Buffer(\"other\")] private Tensor mask = ones(2);", """register_buffer("mask", zeros(2));""")]
    [InlineData("[NotRegistered] private Tensor mask = ones(2);", """register_buffer("mask", zeros(2));""")]
    public Task Name_of_something_else_in_a_generated_class_does_not_trigger(string member, string call) =>
        Verify.VerifyAsync(Generated(member, call));

    private static string Generated(string member, string call) =>
        $$"""
        [Module]
        public partial class Base() : nn.Module("b") { [Buffer] private Tensor table = ones(2); }

        [Module]
        public partial class Model : Base
        {
            {{member}}
            public Model() { {{call}} }
        }
        """;

    private static string Model(string body) =>
        $$"""
        public class Model : Module<Tensor, Tensor>
        {
            public Model(bool flag) : base("m") { {{body}} }
            public override Tensor forward(Tensor x) => x;
        }
        """;
}
