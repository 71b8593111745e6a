using TorchSharp.Generators.Analyzers.Tests.Verification;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class TSG0005_ContradictoryStateAttributesTests
{
    [Theory]
    [InlineData("[Buffer, NotRegistered] private Tensor {|TSG0005:x|} = zeros(2);")]
    [InlineData("[Buffer] [Parameter] private Tensor {|TSG0005:x|} = zeros(2);")]
    [InlineData("[Parameter, Submodule] private Parameter {|TSG0005:x|} = nn.Parameter(zeros(2));")]
    [InlineData("[NotRegistered, Submodule] private Linear {|TSG0005:x|} = Linear(1, 1);")]
    [InlineData("[NotRegistered, Submodule] private Linear {|TSG0005:X|} { get; } = Linear(1, 1);")]
    [InlineData("[Buffer, NotRegistered] private Tensor {|TSG0005:x|} = zeros(2), {|TSG0005:y|} = zeros(2);")]
    [InlineData("[Buffer(\"a\"), TorchSharp.Utils.ComponentName(Name = \"b\")] private Tensor {|TSG0005:x|} = zeros(2);")]
    [InlineData("[Submodule(\"a\"), field: TorchSharp.Utils.ComponentName(Name = \"b\")] private Linear {|TSG0005:x|} = Linear(1, 1);")]
    [InlineData(
        "[Submodule(\"a\")] [field: TorchSharp.Utils.ComponentName(Name = \"b\")] public Linear {|TSG0005:X|} { get; } = Linear(1, 1);")]
    public Task Contradiction_triggers(string members) =>
        DeclarationVerifier.VerifyAsync([$"partial class M() : nn.Module(\"m\") {{ {members} }}"], compiles: false);

    /// <summary>Each attribute is a hit of its own; together they must still give one file at most.</summary>
    [Theory]
    [InlineData("[Buffer, Buffer] private Tensor {|TSG0005:x|} = zeros(2);")]
    [InlineData("[Buffer, NotRegistered] private Undefined {|TSG0005:x|};")]
    [InlineData("[Buffer] [Parameter] [Submodule] private Undefined<Tensor> {|TSG0005:x|};")]
    public Task Contradiction_in_incomplete_code_triggers(string members) =>
        DeclarationVerifier.VerifyAsync([$"partial class M() : nn.Module(\"m\") {{ {members} }}"], compiles: false);

    /// <summary>What a base declares as state is that in the derived class too, under the key and options of the base.</summary>
    [Theory]
    [InlineData("[NotRegistered] public override Tensor? {|TSG0005:A|} { get; set; }")]
    [InlineData("[NotRegistered] public override partial Tensor? {|TSG0005:A|} { get; set; }")]
    [InlineData("[Buffer(\"other\")] public override Tensor? {|TSG0005:A|} { get; set; }")]
    [InlineData("[Buffer(Persistent = false)] public override Tensor? {|TSG0005:A|} { get; set; }")]
    [InlineData("[Buffer(Aliases = [\"old\"])] public override partial Tensor? {|TSG0005:A|} { get; set; }")]
    public async Task Override_that_says_something_else_than_its_base_triggers(string member)
    {
        const string Root = "[Module] partial class Root() : nn.Module(\"b\") { [Buffer] public virtual partial Tensor? A { get; set; } }";
        await DeclarationVerifier.VerifyAsync([Root, $"[Module] partial class M : Root {{ {member} }}"], compiles: false);
        await DeclarationVerifier.VerifyAsync(
            [
                Root,
                "[Module] partial class Middle : Root { public override partial Tensor? A { get; set; } }",
                $"[Module] partial class M : Middle {{ {member} }}",
            ],
            compiles: false);
    }

    [Theory]
    [InlineData("[Buffer(\"a\"), TorchSharp.Utils.ComponentName(Name = \"a\")] private Tensor x = zeros(2);")]
    [InlineData("[Buffer, TorchSharp.Utils.ComponentName(Name = \"a\")] private Tensor x = zeros(2);")]
    [InlineData("[NotRegistered, TorchSharp.Utils.ComponentName(Name = \"a\")] private Tensor x = zeros(2);")]
    [InlineData("[Buffer(Persistent = false, KeepDtype = true)] private Tensor x = zeros(2);")]
    [InlineData("[Buffer, Obsolete] private Tensor x = zeros(2);")]
    public Task One_attribute_does_not_trigger(string members) =>
        DeclarationVerifier.VerifyAsync($"partial class M() : nn.Module(\"m\") {{ {members} }}");
}
