using TorchSharp.Generators.Analyzers.Tests.Verification;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class TSG0007_DuplicateStateKeyTests
{
    [Theory]
    [InlineData("[Buffer(\"k\")] private Tensor a = zeros(2); [Buffer(\"k\")] private Tensor {|TSG0007:b|} = zeros(2);")]
    [InlineData("[Buffer(\"k\")] private Tensor a = zeros(2), {|TSG0007:b|} = zeros(2);")]
    [InlineData("private Linear fc = Linear(1, 1); [Buffer(\"fc\")] private Tensor {|TSG0007:b|} = zeros(2);")]
    [InlineData("[Buffer(\"fc\")] private Tensor b = zeros(2); private Linear {|TSG0007:fc|} = Linear(1, 1);")]
    [InlineData("[TorchSharp.Utils.ComponentName(Name = \"k\")] private Linear a = Linear(1, 1); [Submodule(\"k\")] private Linear {|TSG0007:b|} = Linear(1, 1);")]
    [InlineData(
        "[Submodule(\"k\")] private List<Linear> a = []; [Submodule(\"k\")] private Dictionary<string, Linear> {|TSG0007:b|} = [];")]
    [InlineData("[Buffer(\"k\")] private Tensor a = zeros(2); [Buffer(\"k\")] private Tensor {|TSG0007:b|} = zeros(2); [Buffer(\"k\")] private Tensor {|TSG0007:c|} = zeros(2);")]
    public Task Duplicate_key_triggers(string members) =>
        DeclarationVerifier.VerifyAsync($"[Module] partial class M() : nn.Module(\"m\") {{ {members} }}");

    [Fact]
    public Task Duplicate_by_naming_policy_triggers() =>
        DeclarationVerifier.VerifyAsync(
            "[StateNaming(StateNamingPolicy.SnakeCaseLower)] partial class M() : nn.Module(\"m\") { [Buffer] private Tensor wQuery = zeros(2), {|TSG0007:WQuery|} = zeros(2); }");

    [Theory]
    [InlineData("[Module] partial class Base() : nn.Module(\"b\") { [Buffer] private Tensor mask = zeros(2); }")]
    [InlineData("class Base() : nn.Module(\"b\") { private Tensor mask = zeros(2); }")]
    [InlineData("class Root() : nn.Module(\"b\") { private Linear mask = Linear(1, 1); } [Module] partial class Base : Root;")]
    [InlineData("[Module] partial class Base() : nn.Module(\"b\") { [Submodule(\"mask\")] private Linear fc = Linear(1, 1); }")]
    [InlineData("class Base() : nn.Module(\"b\") { [TorchSharp.Utils.ComponentName(Name = \"mask\")] private Linear fc = Linear(1, 1); }")]
    public Task Key_of_a_base_class_triggers(string bases) =>
        DeclarationVerifier.VerifyAsync(bases, "partial class M : Base { [Buffer] private Tensor {|TSG0007:mask|} = zeros(2); }");

    [Theory]
    [InlineData("[Buffer] private Tensor a = zeros(2); [Buffer] private Tensor b = zeros(2);")]
    [InlineData("[Buffer(\"k\")] private Tensor a = zeros(2); [Buffer(\"K\")] private Tensor b = zeros(2);")]
    [InlineData("[Buffer(\"k\")] private Tensor a = zeros(2); [NotRegistered] private Linear k = Linear(1, 1);")]
    [InlineData("[Buffer(\"k\")] private Tensor a = zeros(2); private int k = 1; public int K => k;")]
    [InlineData("[Buffer(\"k\")] private Tensor a = zeros(2); class Inner() : nn.Module(\"i\") { private Linear k = Linear(1, 1); }")]
    public Task Distinct_keys_do_not_trigger(string members) =>
        DeclarationVerifier.VerifyAsync($"[Module] partial class M() : nn.Module(\"m\") {{ {members} }}");

    /// <summary>It holds the value of the base's state, and is no state of its own.</summary>
    [Theory]
    [InlineData("[Buffer] public override partial Tensor? A { get; set; }")]
    [InlineData("public override partial Tensor? A { get; set; }")]
    [InlineData("[Buffer] public override Tensor? A { get; set; }")]
    [InlineData("public override Tensor? A { get; set; }")]
    public Task Override_of_state_of_a_base_does_not_trigger(string member) =>
        DeclarationVerifier.VerifyAsync(
            "[Module] partial class Base() : nn.Module(\"b\") { [Buffer] public virtual partial Tensor? A { get; set; } }",
            $"[Module] partial class M : Base {{ {member} }}");

    /// <summary>What TorchSharp's reflection does not register, or under another name, takes no key.</summary>
    [Theory]
    [InlineData("private static Tensor mask = zeros(2);")]
    [InlineData("[TorchSharp.Utils.ComponentName(Name = \"k\")] private Tensor mask = zeros(2);")]
    [InlineData("private int mask = 2; public int Mask => mask;")]
    [InlineData("private Tensor mask { get; set; } = zeros(2);")]
    public Task Member_of_a_hand_written_base_without_this_key_does_not_trigger(string member) =>
        DeclarationVerifier.VerifyAsync(
            $"class Base() : nn.Module(\"b\") {{ {member} }}",
            "partial class M : Base { [Buffer] private Tensor mask = zeros(2); }");

    /// <summary>The override in between declares nothing, so the state is that of its base.</summary>
    [Fact]
    public Task Override_of_an_override_does_not_trigger() =>
        DeclarationVerifier.VerifyAsync(
            "[Module] partial class Base() : nn.Module(\"b\") { [Buffer] public virtual Tensor? A { get; set; } }",
            "class Middle : Base { public override Tensor? A { get; set; } }",
            "[Module] partial class M : Middle { [Buffer] public override Tensor? A { get; set; } }");

    [Fact]
    public Task Unregistered_members_of_bases_do_not_trigger() =>
        DeclarationVerifier.VerifyAsync(
            "[Module] partial class Base() : nn.Module(\"b\") { private Tensor? mask; [NotRegistered] private Linear? fc; }",
            "partial class M : Base { [Buffer] private Tensor mask = zeros(2); private Linear fc = Linear(1, 1); }");

    [Fact]
    public Task Two_type_arguments_of_one_base_do_not_trigger() =>
        DeclarationVerifier.VerifyAsync(
            "[Module] partial class Base<T>() : nn.Module(\"b\") { [Buffer] private Tensor mask = zeros(2); }",
            "[Module] partial class First : Base<int>; [Module] partial class Second : Base<string>;");
}
