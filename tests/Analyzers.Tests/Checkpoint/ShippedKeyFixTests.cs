using TorchSharp.Generators.CodeFixes.Checkpoint;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Checkpoint.ShippedKeyAnalyzer,
    TorchSharp.Generators.CodeFixes.Checkpoint.ShippedKeyFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Checkpoint;

public class ShippedKeyFixTests
{
    [Theory]
    [InlineData("[Buffer]", "[Buffer(Aliases = new[] { \"mask\" })]")]
    [InlineData("[Buffer(KeepDtype = true)]", "[Buffer(KeepDtype = true, Aliases = new[] { \"mask\" })]")]
    [InlineData("[Buffer(\"causal\")]", "[Buffer(\"causal\", Aliases = new[] { \"mask\" })]")]
    [InlineData("[Buffer(Aliases = [\"tri\"])]", "[Buffer(Aliases = [\"tri\", \"mask\"])]")]
    [InlineData("[Buffer(Aliases = [])]", "[Buffer(Aliases = [\"mask\"])]")]
    [InlineData("[Buffer(Aliases = new[] { \"tri\" })]", "[Buffer(Aliases = new[] { \"tri\", \"mask\" })]")]
    [InlineData("[Buffer(Aliases = new string[] { \"tri\" })]", "[Buffer(Aliases = new string[] { \"tri\", \"mask\" })]")]
    public Task Member_that_took_the_place_accepts_the_old_key(string attribute, string expected) =>
        VerifyAsync(
            "Net.mask buffer",
            $"[Module] partial class {{|TSG2001:Net|}}() : nn.Module(\"n\") {{ {attribute} private Tensor causal = zeros(2); }}",
            $"[Module] partial class Net() : nn.Module(\"n\") {{ {expected} private Tensor causal = zeros(2); }}");

    /// <summary>A list that became an array is of the same kind.</summary>
    [Fact]
    public Task Collection_of_another_type_may_have_taken_the_place() =>
        VerifyAsync(
            "Net<T>.blocks module System.Collections.Generic.List<T>",
            "[Module] partial class {|TSG2001:Net|}<TBlock>() : nn.Module(\"n\") where TBlock : nn.Module { [Submodule] private TBlock[] layers = []; }",
            "[Module] partial class Net<TBlock>() : nn.Module(\"n\") where TBlock : nn.Module { [Submodule(Aliases = new[] { \"blocks\" })] private TBlock[] layers = []; }");

    /// <summary>Each kind has one key that is gone and one member that is new; shipped members are none.</summary>
    [Fact]
    public Task Fix_all_goes_by_the_kind() =>
        VerifyAsync(
            """
            Net.kept buffer
            Net.mask buffer
            Net.attn module TorchSharp.Modules.Linear
            Other.mask buffer
            """,
            [
                """
                [Module]
                partial class {|TSG2001:{|TSG2001:Net|}|}() : nn.Module("n")
                {
                    [Buffer] private Tensor kept = zeros(2);
                    private readonly Linear attention = Linear(1, 1);
                    private readonly Dropout dropout = Dropout();
                }
                """,
                """
                partial class Net
                {
                    [Buffer] private Tensor causal_mask = zeros(2);
                }

                [Module]
                partial class {|TSG2001:Other|}() : nn.Module("o")
                {
                    [Buffer] private Tensor causal_mask = zeros(2);
                }
                """,
            ],
            [
                """
                [Module]
                partial class Net() : nn.Module("n")
                {
                    [Buffer] private Tensor kept = zeros(2);
                    [Submodule(Aliases = new[] { "attn" })]
                    private readonly Linear attention = Linear(1, 1);
                    private readonly Dropout dropout = Dropout();
                }
                """,
                """
                partial class Net
                {
                    [Buffer(Aliases = new[] { "mask" })] private Tensor causal_mask = zeros(2);
                }

                [Module]
                partial class Other() : nn.Module("o")
                {
                    [Buffer(Aliases = new[] { "mask" })] private Tensor causal_mask = zeros(2);
                }
                """,
            ]);

    /// <summary>Which of two took the place, only somebody knows who knows the class: it is offered, and no "fix all" does it.</summary>
    [Theory]
    [InlineData(
        "Net.mask buffer", "{|TSG2001:Net|}", "Net", "[Buffer] private Tensor a = zeros(2);", "[Buffer] private Tensor a = zeros(2);")]
    [InlineData("Net.mask buffer\nNet.tri buffer", "{|TSG2001:{|TSG2001:Net|}|}", "{|TSG2001:Net|}", "", "")]
    public Task One_of_several_is_chosen_by_hand(string keys, string name, string fixedName, string other, string fixedOther) =>
        Verify.VerifyAsync(
            [$"[Module] partial class {name}() : nn.Module(\"n\") {{ {other} [Buffer] private Tensor b = zeros(2); }}"],
            [
                $"[Module] partial class {fixedName}() : nn.Module(\"n\") {{ {fixedOther} [Buffer(Aliases = new[] {{ \"mask\" }})] private Tensor b = zeros(2); }}"
            ],
            ShippedKeyFix.AliasKey + ".b",
            passes: 1,
            files: [("StateKeys.txt", keys)],
            forAll: false);

    [Theory]
    [InlineData("Net.mask buffer non-persistent", "{|TSG2001:Net|}", "[Buffer(Persistent = false)] private Tensor a = zeros(2);")]
    [InlineData("Net.mask buffer", "{|TSG2001:Net|}", "private Linear fc = Linear(1, 1);")]
    [InlineData("Net.mask buffer", "{|TSG2001:Net|}", "[Buffer] private Tensor a = zeros(2), b = zeros(2);")]
    [InlineData(
        "Net.mask buffer",
        "{|TSG2001:Net|}",
        "[Buffer(Aliases = Net.Old)] private Tensor a = zeros(2); private const string[] Old = null;")]
    [InlineData("Net.a parameter", "Net", "[Buffer] private Tensor {|TSG2001:a|} = zeros(2);")]
    public Task Where_nothing_can_have_taken_the_place_the_line_goes(string line, string name, string member) =>
        Verify.VerifyAsync(
            [$"[Module] partial class {name}() : nn.Module(\"n\") {{ {member} }}"],
            [$"[Module] partial class Net() : nn.Module(\"n\") {{ {member.Replace("{|TSG2001:a|}", "a", StringComparison.Ordinal)} }}"],
            compilerErrors: false,
            files: [("StateKeys.txt", $"# keys\r\n{line} # since 1.0\r\n\r\n{line}\r\n")],
            fixedFiles: [("StateKeys.txt", "# keys\r\n\r\n")],
            forAll: false);

    [Fact]
    public Task Line_can_go_where_an_alias_could_come() =>
        Verify.VerifyAsync(
            ["[Module] partial class {|TSG2001:Net|}() : nn.Module(\"n\") { [Buffer] private Tensor causal = zeros(2); }"],
            ["[Module] partial class Net() : nn.Module(\"n\") { [Buffer] private Tensor causal = zeros(2); }"],
            ShippedKeyFix.RemoveKey,
            files: [("StateKeys.txt", "Net.mask buffer\n")],
            fixedFiles: [("StateKeys.txt", "")],
            forAll: false);

    private static Task VerifyAsync(string keys, string source, string fixedSource) => VerifyAsync(keys, [source], [fixedSource]);

    private static Task VerifyAsync(string keys, string[] sources, string[] fixedSources) =>
        Verify.VerifyAsync(sources, fixedSources, ShippedKeyFix.AliasKey, files: [("StateKeys.txt", keys)]);
}
