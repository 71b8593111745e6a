using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.RegisteredNameAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.UseFieldNameFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class UseFieldNameFixTests
{
    [Fact]
    public Task Name_becomes_that_of_the_field() =>
        Verify.VerifyAsync(
            [Net("Net", "{|TSG1009:register_buffer(\"mask\", _mask)|};", "{|TSG1009:register_buffer(\"table\", _table)|};"),
                Net("Second", "{|TSG1009:register_buffer(\"mask\", _mask)|};", "")],
            [Net("Net", "register_buffer(nameof(_mask), _mask);", "register_buffer(nameof(_table), _table);"),
                Net("Second", "register_buffer(nameof(_mask), _mask);", "")],
            CodeFixes.Registration.UseFieldNameFix.NameKey);

    [Fact]
    public Task Field_takes_the_key_as_component_name() =>
        Verify.VerifyAsync(
            Net("Net", "{|TSG1009:register_buffer(\"mask\", _mask)|};", "{|TSG1009:register_buffer(\"table\", _table)|};"),
            Net("Net", "register_buffer(\"mask\", _mask);", "register_buffer(\"table\", _table);")
                .Replace("private Tensor _mask", "[TorchSharp.Utils.ComponentName(Name = \"mask\")]\n    private Tensor _mask", StringComparison.Ordinal)
                .Replace("private Tensor _table", "[TorchSharp.Utils.ComponentName(Name = \"table\")]\n    private Tensor _table", StringComparison.Ordinal),
            CodeFixes.Registration.UseFieldNameFix.ComponentNameKey);

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
