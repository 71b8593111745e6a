using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Registration.InvalidComponentNameAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Registration.InvalidComponentNameAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1020_InvalidComponentNameTests
{
    private const string Construct =
        """
        try { return string.Join(",", new Model().state_dict().Keys); }
        catch (Exception error) { return error.GetType().Name; }
        """;

    [Theory]
    [InlineData("register_module({|TSG1020:\"down.0\"|}, Linear(2, 2));", "ArgumentException")]
    [InlineData("add_module({|TSG1020:\"\"|}, Linear(2, 2));", "ArgumentException")]
    [InlineData("for (int i = 0; i < 2; i++) register_module({|TSG1020:$\"down.{i}\"|}, Linear(2, 2));", "ArgumentException")]
    [InlineData("for (int i = 0; i < 2; i++) register_module({|TSG1020:\"down.\" + i|}, Linear(2, 2));", "ArgumentException")]
    [InlineData("register_module(\"a\", new Linear1()); register_buffer({|TSG1020:\"a.mask\"|}, zeros(3));", "a.mask,a.mask")]
    [InlineData("register_parameter({|TSG1020:\"a.b\"|}, Parameter(ones(2)));", "a.b")]
    public Task Name_with_a_dot_or_none_triggers_and_throws_or_hides(string body, string output) =>
        Proof.VerifyAsync(
            Model(body),
            output == "a.mask,a.mask"
                ? Construct.Replace(
                    "string.Join(\",\", new Model().state_dict().Keys)",
                    "\"a.mask,a.mask\" + (new Model().state_dict().Count == 2 ? \"\" : \" hidden\")",
                    StringComparison.Ordinal)
                : Construct,
            output == "a.mask,a.mask" ? "a.mask,a.mask hidden" : output);

    [Theory]
    [InlineData("register_module(\"down_0\", Linear(2, 2));", "down_0.weight,down_0.bias")]
    [InlineData("for (int i = 0; i < 2; i++) register_module($\"down{i}\", Linear(1, 1, hasBias: false));", "down0.weight,down1.weight")]
    [InlineData("register_buffer(1.5.ToString(\"0\"), ones(2));", "2")]
    public Task Name_without_a_dot_does_not_trigger_and_is_there(string body, string output) =>
        Proof.VerifyAsync(Model(body), Construct, output);

    [Theory]
    [InlineData("register_module(name, Linear(2, 2));")]
    [InlineData("register_module(names[0].Replace(\".\", \"_\"), Linear(2, 2));")]
    [InlineData("register_module(string.Join(\".\", names), Linear(2, 2));")]
    [InlineData("register_module($\"layer.{name}\".Replace('.', '_'), Linear(2, 2));")]
    [InlineData("register_module((\"layer.\" + name).Replace(\".\", \"_\"), Linear(2, 2));")]
    [InlineData("register_module(name.Length > 1 ? name : \"a.b\", Linear(2, 2));")]
    [InlineData("var key = \"a.b\"; if (name == \"\") key = name; register_module(key, Linear(2, 2));")]
    public Task Name_that_is_computed_does_not_trigger(string body) =>
        Verify.VerifyAsync($$"""class Model : nn.Module { public Model(string name, string[] names) : base("m") { {{body}} } }""");

    [Fact]
    public Task Message_says_what_comes_of_it() =>
        Verify.VerifyAsync(
            """class Model : nn.Module { public Model() : base("m") { register_module({|#0:"a.b"|}, Linear(2, 2)); register_buffer({|#1:""|}, ones(2)); } }""",
            Verify.Diagnostic(Descriptors.TSG1020_InvalidComponentName)
                .WithLocation(0)
                .WithArguments("\"a.b\"", "contains \".\", so this call throws"),
            Verify.Diagnostic(Descriptors.TSG1020_InvalidComponentName)
                .WithLocation(1)
                .WithArguments("\"\"", "is empty, so state_dict has it as the entry of a child, and PyTorch refuses it"));

    private static string Model(string body) =>
        $$"""
        public class Linear1 : nn.Module
        {
            private readonly Tensor mask = ones(2);
            public Linear1() : base("l") { RegisterComponents(); }
        }
        public class Model : nn.Module
        {
            public Model() : base("m") { {{body}} }
        }
        """;

    /// <summary>The methods are public: the module need not be <c>this</c>, nor the caller a module.</summary>
    [Theory]
    [InlineData("for (int i = 0; i < 2; i++) owner.register_module({|TSG1020:$\"{prefix}.{i}\"|}, Linear(2, 2));")]
    [InlineData("var key = prefix + \".0\"; owner.add_module({|TSG1020:key|}, Linear(2, 2));")]
    [InlineData("const string Dot = \".\"; owner.register_buffer({|TSG1020:prefix + Dot + prefix|}, ones(2));")]
    [InlineData("owner?.register_buffer({|TSG1020:\"a.b\"|}, ones(2));")]
    [InlineData("owner.register_module({|TSG1020:prefix == \"\" ? \"a.b\" : \"c.d\"|}, Linear(2, 2));")]
    [InlineData("owner.register_buffer(\"a_b\", ones(2));")]
    public Task Name_that_somebody_else_gives_triggers(string body) =>
        Verify.VerifyAsync($$"""static class Wiring { public static void Add(this nn.Module owner, string prefix) { {{body}} } }""");
}
