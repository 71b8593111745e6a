using TorchSharp.Generators.Analyzers.Tests.Verification;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class TSG0008_MemberCollidesWithGeneratedOneTests
{
    [Theory]
    [InlineData("protected override void {|TSG0008:RegisterComponents|}() { }")]
    [InlineData("public override IEnumerable<(string name, nn.Module module)> {|TSG0008:named_children|}() => [];")]
    [InlineData("public override Dictionary<string, Tensor> {|TSG0008:state_dict|}(Dictionary<string, Tensor>? destination = null, string? prefix = null) => [];")]
    [InlineData("protected override nn.Module {|TSG0008:_to|}(ScalarType dtype, bool non_blocking) => this;")]
    [InlineData("public new void {|TSG0008:named_modules|}() { }")]
    [InlineData("public void {|TSG0008:reset_buffers|}() { }")]
    [InlineData("private int {|TSG0008:reset_buffers|};")]
    [InlineData("private int {|TSG0008:__state|};")]
    [InlineData("private class {|TSG0008:__State|};")]
    [InlineData("private int {|TSG0008:VisitState|} => 1;")]
    public Task Collision_triggers(string members) =>
        DeclarationVerifier.VerifyAsync([$"[Module] partial class M() : nn.Module(\"m\") {{ {members} }}"], compiles: false);

    [Theory]
    [InlineData("public override void train(bool on = true) => base.train(on);")]
    [InlineData("public void reset_buffers(int count) { }")]
    [InlineData("public void apply(int count) { }")]
    [InlineData("public void RegisterComponents<T>() { }")]
    [InlineData("public Tensor state_dict(Tensor x) => x;")]
    [InlineData("private void VisitState(int x) { }")]
    [InlineData("protected override void Dispose(bool disposing) => base.Dispose(disposing);")]
    public Task Other_signature_does_not_trigger(string members) =>
        DeclarationVerifier.VerifyAsync($"[Module] partial class M() : nn.Module(\"m\") {{ {members} }}");

    [Theory]
    [InlineData("public void reset_buffers() { }")]
    [InlineData("protected int __state;")]
    [InlineData("internal int __State => 1;")]
    [InlineData("public int state_dict;")]
    [InlineData("public new nn.Module apply(Action<nn.Module> fn) => this;")]
    [InlineData("public new virtual bool has_buffer(string target) => false;")]
    [InlineData("public sealed override bool has_buffer(string target) => false;")]
    [InlineData("public void VisitState(TorchSharp.Generators.Runtime.StateVisitor visitor) { }")]
    public Task Member_of_a_hand_written_base_that_would_be_hidden_triggers(string member) =>
        DeclarationVerifier.VerifyAsync(
            $"class Base() : nn.Module(\"b\") {{ {member} }}",
            "class Middle : Base;",
            "[Module] partial class {|TSG0008:M|} : Middle { [Buffer] private Tensor? mask; }");

    [Theory]
    [InlineData("private void reset_buffers() { } private int __state; private int __State => 1;")]
    [InlineData("public void reset_buffers(int seed) { } public void VisitState() { }")]
    [InlineData("public override bool has_buffer(string target) => base.has_buffer(target);")]
    [InlineData("public new void train(bool on) { }")]
    public Task Other_member_of_a_hand_written_base_does_not_trigger(string member) =>
        DeclarationVerifier.VerifyAsync(
            $"class Base() : nn.Module(\"b\") {{ {member} }}", "[Module] partial class M : Base { [Buffer] private Tensor? mask; }");

    [Theory]
    [InlineData("[Module] partial class {|TSG0008:named_buffers|}() : nn.Module(\"m\") { [Buffer] private Tensor? mask; }")]
    [InlineData("[Module] partial class {|TSG0008:__state|}() : nn.Module(\"m\");")]
    [InlineData("[Module] partial class {|TSG0008:M|}<apply>() : nn.Module(\"m\");")]
    [InlineData("[Module] partial class Base() : nn.Module(\"m\"); [Module] partial class {|TSG0008:VisitState|} : Base;")]
    [InlineData("[Module] partial class Base() : nn.Module(\"m\"); [Module] partial class named_buffers : Base;")]
    [InlineData("[Module] partial class Base() : nn.Module(\"m\"); [Module] partial class State : Base;")]
    [InlineData("partial class named_buffers { [Module] partial class M() : nn.Module(\"m\"); }")]
    public Task Class_of_such_a_name_triggers(string source) => DeclarationVerifier.VerifyAsync([source], compiles: true);

    [Fact]
    public Task Override_over_a_generated_base_does_not_trigger() =>
        DeclarationVerifier.VerifyAsync(
            "[Module] partial class Base() : nn.Module(\"b\");",
            "[Module] partial class M : Base { public override IEnumerable<(string name, nn.Module module)> named_children() => base.named_children(); }");

    [Fact]
    public Task Override_in_a_hand_written_class_does_not_trigger() =>
        DeclarationVerifier.VerifyAsync("class M() : nn.Module(\"m\") { protected override void RegisterComponents() { } }");
}
