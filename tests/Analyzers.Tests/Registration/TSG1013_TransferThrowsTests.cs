using Proof = TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<
    TorchSharp.Generators.Analyzers.Rules.Registration.TransferThrowsAnalyzer>;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.TransferThrowsAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1013_TransferThrowsTests
{
    [Fact]
    public Task Flagged_get_only_property_makes_to_throw() =>
        Proof.VerifyAsync(
            """
            public class Net : nn.Module
            {
                public Parameter {|TSG1013:weight|} { get; } = Parameter(ones(2));
                public Net() : base("n") { register_parameter("weight", weight); }
            }
            """,
            """
            try { new Net().to(ScalarType.Float64); return "moves"; }
            catch (ArgumentException) { return "throws"; }
            """,
            "throws");

    [Fact]
    public Task Flagged_property_of_another_type_makes_to_throw() =>
        Proof.VerifyAsync(
            """
            public class Net : nn.Module
            {
                public int {|TSG1013:weight|} { get; set; }
                public Net() : base("n") { register_parameter("weight", Parameter(ones(2))); }
            }
            """,
            """
            try { new Net().to(ScalarType.Float64); return "moves"; }
            catch (ArgumentException) { return "throws"; }
            """,
            "throws");

    [Fact]
    public Task Flagged_indexers_make_to_throw() =>
        Proof.VerifyAsync(
            """
            public class Net : nn.Module
            {
                public int this[int i] => i; public int {|TSG1013:this|}[string s] => s.Length;
                public Net() : base("n") {  }
            }
            """,
            """
            try { new Net().to(ScalarType.Float64); return "moves"; }
            catch (ArgumentException) { return "throws"; }
            """,
            "throws");

    [Fact]
    public Task Flagged_hiding_property_makes_to_throw() =>
        Proof.VerifyAsync(
            """
            public class Net : nn.Module
            {
                public new string {|TSG1013:training|} { get; set; } = "";
                public Net() : base("n") {  }
            }
            """,
            """
            try { new Net().to(ScalarType.Float64); return "moves"; }
            catch (ArgumentException) { return "throws"; }
            """,
            "throws");

    [Fact]
    public Task Silent_property_with_a_setter_moves() =>
        Proof.VerifyAsync(
            """
            public class Net : nn.Module
            {
                public Parameter weight { get; private set; } = Parameter(ones(2));
                public Net() : base("n") { register_parameter("weight", weight); }
            }
            """,
            """
            try { new Net().to(ScalarType.Float64); return "moves"; }
            catch (ArgumentException) { return "throws"; }
            """,
            "moves");

    [Theory]
    [InlineData("public Parameter {|TSG1013:weight|} { get; } = Parameter(ones(2));", "register_parameter(\"weight\", weight);")]
    [InlineData("public Tensor {|TSG1013:mask|} => ones(2);", "register_buffer(\"mask\", ones(2));")]
    [InlineData("public int {|TSG1013:weight|} { get; set; }", "register_parameter(\"weight\", Parameter(ones(2)));")]
    [InlineData("public Parameter {|TSG1013:mask|} { get; set; } = null!;", "register_buffer(\"mask\", ones(2));")]
    [InlineData("public Tensor this[int i] => ones(i); public Tensor {|TSG1013:this|}[string s] => ones(2);", "")]
    [InlineData("public new string {|TSG1013:training|} { get; set; } = \"\";", "")]
    [InlineData("private Tensor a = ones(2); [TorchSharp.Utils.ComponentName(Name = \"a\")] private Tensor {|TSG1013:b|} = ones(2);", "")]
    public Task Class_on_which_to_throws_triggers(string members, string registration) => Verify.VerifyAsync(Net(members, registration));

    [Theory]
    [InlineData("public Parameter weight { get; set; } = Parameter(ones(2));", "register_parameter(\"weight\", weight);")]
    [InlineData("public Parameter weight { get; private set; } = Parameter(ones(2));", "register_parameter(\"weight\", weight);")]
    [InlineData("public Tensor weight { get; set; } = ones(2);", "register_parameter(\"weight\", Parameter(ones(2)));")]
    [InlineData("private int weight { get; set; }", "register_parameter(\"weight\", Parameter(ones(2)));")]
    [InlineData("public static int weight { get; set; }", "register_parameter(\"weight\", Parameter(ones(2)));")]
    [InlineData("public Parameter Weight => weight; private Parameter weight = Parameter(ones(2));", "RegisterComponents();")]
    [InlineData("public Linear fc { get; } = Linear(2, 2);", "register_module(\"fc\", fc);")]
    [InlineData("public Tensor mask { get; } = ones(2);", "RegisterComponents();")]
    [InlineData("public Tensor mask => ones(2);", "register_buffer(\"mask\", ones(2), persistent: false);")]
    [InlineData("public Tensor this[int i] => ones(i);", "")]
    [InlineData("public Tensor this[int i] => ones(i); private Tensor this[string s] => ones(2);", "")]
    [InlineData("public new bool training { get; set; }", "")]
    [InlineData("public object weight { get; set; } = 1;", "register_buffer(\"weight\", ones(2));")]
    public Task Class_that_moves_does_not_trigger(string members, string registration) => Verify.VerifyAsync(Net(members, registration));

    [Fact]
    public Task Property_that_hides_one_of_another_type_triggers() =>
        Verify.VerifyAsync(
            """
            class Base : nn.Module { public Base() : base("b") { } public object size { get; set; } = 1; public virtual int width { get; set; } }
            class Derived : Base { public new string {|TSG1013:size|} { get; set; } = ""; public override int width { get; set; } }
            """);

    /// <summary>The class that brought the second property is reported, and not each one over it.</summary>
    [Fact]
    public Task Override_of_a_hiding_property_does_not_trigger() =>
        Verify.VerifyAsync(
            """
            class Base : nn.Module { public Base() : base("b") { } public int size { get; set; } }
            class Derived : Base { public new virtual string {|TSG1013:size|} { get; set; } = ""; }
            class Third : Derived { public override string size { get; set; } = ""; }
            """);

    [Fact]
    public Task Private_fields_of_one_name_in_base_and_derived_class_do_not_trigger() =>
        Verify.VerifyAsync(
            """
            class Base : nn.Module { private Tensor mask = ones(2); public Base() : base("b") { } }
            class Derived : Base { private Tensor mask = ones(2); }
            """);

    [Fact]
    public Task Generated_class_and_class_that_is_no_module_do_not_trigger() =>
        Verify.VerifyAsync(
            """
            [Module]
            partial class Generated : nn.Module
            {
                public Generated() : base("g") { }
                public Tensor this[int i] => ones(i);
                public Tensor this[string s] => ones(2);
            }

            class Table
            {
                public Tensor this[int i] => ones(i);
                public Tensor this[string s] => ones(2);
            }
            """);

    [Fact]
    public Task Message_gives_the_reason() =>
        Verify.VerifyAsync(
            Net("public Parameter {|#0:weight|} { get; } = Parameter(ones(2));", "register_parameter(\"weight\", weight);"),
            Verify.Diagnostic(Descriptors.TSG1013_TransferThrows)
                .WithLocation(0)
                .WithArguments("weight", "it has no setter for the component of its name"));

    [Fact]
    public Task Incomplete_code_does_not_throw() =>
        Verify.VerifyAsync([Net("public Tensor this[", "register_buffer(\"mask\",")], [], compilerErrors: false);

    private static string Net(string members, string registration) =>
        $$"""
        class Net : nn.Module
        {
            {{members}}

            public Net() : base("net")
            {
                {{registration}}
            }
        }
        """;
}
