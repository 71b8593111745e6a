using TorchSharp.Generators.Analyzers.Tests.Verification;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class TSG0006_InvalidStateKeyTests
{
    [Theory]
    [InlineData("[Buffer(\"\")] private Tensor {|TSG0006:x|} = zeros(2);")]
    [InlineData("[Buffer(\"a.b\")] private Tensor {|TSG0006:x|} = zeros(2);")]
    [InlineData("[Buffer(key: \".\")] private Tensor {|TSG0006:X|} { get; set; } = zeros(2);")]
    [InlineData("private const string Key = \"a.b\"; [Parameter(Key)] private Parameter {|TSG0006:x|} = nn.Parameter(zeros(2));")]
    [InlineData("[Submodule(\"layers.0\")] private Linear {|TSG0006:x|} = Linear(1, 1);")]
    [InlineData("[Submodule(\"\")] private List<Linear> {|TSG0006:x|} = [];")]
    [InlineData("[TorchSharp.Utils.ComponentName(Name = \"a.b\")] private Linear {|TSG0006:x|} = Linear(1, 1);")]
    [InlineData("[Buffer(Aliases = [\"old.mask\"])] private Tensor {|TSG0006:x|} = zeros(2);")]
    [InlineData("[Buffer(Aliases = new[] { \"fine\", \"\" })] private Tensor {|TSG0006:x|} = zeros(2);")]
    public Task Invalid_key_triggers(string members) =>
        DeclarationVerifier.VerifyAsync($"[Module] partial class M() : nn.Module(\"m\") {{ {members} }}");

    [Theory]
    [InlineData("[Buffer(\"a_b\")] private Tensor x = zeros(2);")]
    [InlineData("[Buffer(\"running mean\")] private Tensor x = zeros(2);")]
    [InlineData("[Buffer(\"0\")] private Tensor x = zeros(2);")]
    [InlineData("[Buffer(nameof(x))] private Tensor x = zeros(2);")]
    [InlineData("[Buffer(\"\\u00e9\\\"\\\\\\n\")] private Tensor x = zeros(2);")]
    [InlineData("[Buffer(Aliases = [\"mask\"])] private Tensor x = zeros(2);")]
    [InlineData("[NotRegistered, TorchSharp.Utils.ComponentName(Name = \"a.b\")] private Linear x = Linear(1, 1);")]
    [InlineData("[Buffer] private Tensor @class = zeros(2);")]
    public Task Valid_key_does_not_trigger(string members) =>
        DeclarationVerifier.VerifyAsync($"[Module] partial class M() : nn.Module(\"m\") {{ {members} }}");
}
