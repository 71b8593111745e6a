using TorchSharp.Generators.CodeFixes.Registration;
using Proof = TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<
    TorchSharp.Generators.Analyzers.Rules.Registration.RegisteredNameAnalyzer>;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.RegisteredNameAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.RegisteredNameFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class RegisteredNameFixTests
{
    /// <summary>What is offered first keeps the key.</summary>
    [Fact]
    public Task Field_takes_the_key_as_component_name() =>
        Verify.VerifyAsync(
            [Net("Net", "{|TSG1009:register_buffer(\"mask\", _mask)|};", "{|TSG1009:register_buffer(\"table\", _table)|};"),
                Net("Second", "{|TSG1009:register_buffer(\"mask\", _mask)|};", "")],
            [Named(Net("Net", "register_buffer(\"mask\", _mask);", "register_buffer(\"table\", _table);"), "mask", "table"),
                Named(Net("Second", "register_buffer(\"mask\", _mask);", ""), "mask")]);

    /// <summary>On TorchSharp the named field moves, and the key is the one of older checkpoints.</summary>
    [Fact]
    public Task Named_field_moves_under_its_old_key() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                [TorchSharp.Utils.ComponentName(Name = "mask")] private Tensor _mask = ones(2);
                [TorchSharp.Utils.ComponentName(Name = "scale")] private Parameter _scale = Parameter(ones(2));
                public Net() : base("n") { register_buffer("mask", _mask); register_parameter("scale", _scale); RegisterComponents(); }
                public override Tensor forward(Tensor x) => (x + _mask) * _scale;
            }
            """,
            """
            var net = new Net();
            string keys = string.Join(" ", net.state_dict().Keys);
            net.to(ScalarType.Float64);
            return $"{net.forward(ones(2)).dtype} {keys} {net.state_dict()["mask"].dtype}";
            """,
            "Float64 scale mask Float64");

    [Fact]
    public Task Member_is_declared_under_its_key() =>
        Verify.VerifyAsync(
            Net("Net", "{|TSG1009:register_buffer(\"mask\", _mask)|};", "{|TSG1009:register_buffer(\"table\", _table)|};"),
            Net("Net", "", "")
                .Replace("class Net", "[Module]\npartial class Net", StringComparison.Ordinal)
                .Replace("private Tensor _mask", "[Buffer(\"mask\")] private Tensor _mask", StringComparison.Ordinal)
                .Replace("private Tensor _table", "[Buffer(\"table\")] private Tensor _table", StringComparison.Ordinal)
                .Replace("    {\n        \n        \n    }", "    {\n    }", StringComparison.Ordinal),
            RegisteredNameFix.GenerateKey,
            passes: 1);

    [Fact]
    public Task Name_becomes_that_of_the_field() =>
        Verify.VerifyAsync(
            Net("Net", "{|TSG1009:register_buffer(\"mask\", _mask)|};", "{|TSG1009:register_buffer(tensor: _table, name: \"table\")|};"),
            Net("Net", "register_buffer(nameof(_mask), _mask);", "register_buffer(tensor: _table, name: nameof(_table));"),
            RegisteredNameFix.NameKey);

    [Fact]
    public Task Field_that_is_called_as_a_keyword_stays_so() =>
        Verify.VerifyAsync(
            Net("Net", "{|TSG1009:register_buffer(\"mask\", @event)|};", "").Replace("_mask", "@event", StringComparison.Ordinal),
            Net("Net", "register_buffer(nameof(@event), @event);", "").Replace("_mask", "@event", StringComparison.Ordinal),
            RegisteredNameFix.NameKey);

    /// <summary>TorchSharp has registered the field under its own name then; another call under that name throws.</summary>
    [Theory]
    [InlineData(RegisteredNameFix.ComponentNameKey)]
    [InlineData(RegisteredNameFix.NameKey)]
    public Task Call_behind_the_registration_is_not_renamed(string key) =>
        Verify.VerifyAsync(
            Net("Net", "RegisterComponents();", "{|TSG1009:register_buffer(\"mask\", _mask)|};"),
            Net("Net", "RegisterComponents();", "{|TSG1009:register_buffer(\"mask\", _mask)|};"),
            key,
            passes: 0);

    [Fact]
    public Task ComponentName_is_found_in_a_namespace_with_a_TorchSharp_of_its_own() =>
        Verify.VerifyAsync(
            "namespace Company.TorchSharp;\n" + Net("Net", "{|TSG1009:register_buffer(\"mask\", _mask)|};", "RegisterComponents();"),
            "namespace Company.TorchSharp;\n"
            + Named(Net("Net", "register_buffer(\"mask\", _mask);", "RegisterComponents();"), "mask")
                .Replace("[TorchSharp.Utils", "[global::TorchSharp.Utils", StringComparison.Ordinal),
            RegisteredNameFix.ComponentNameKey);

    private static string Named(string source, params string[] keys) =>
        keys.Aggregate(source, static (named, key) => named.Replace(
            $"private Tensor _{key}",
            $"[TorchSharp.Utils.ComponentName(Name = \"{key}\")] private Tensor _{key}",
            StringComparison.Ordinal));

    private static string Net(string name, string first, string second) =>
        $$"""
        class {{name}} : Module<Tensor, Tensor>
        {
            // Upper triangle.
            private Tensor _mask = torch.ones(2);
            private Tensor _table = torch.ones(2);

            public {{name}}() : base("net")
            {
                {{first}}
                {{second}}
            }

            public override Tensor forward(Tensor x) => x + _mask + _table;
        }
        """;
}
