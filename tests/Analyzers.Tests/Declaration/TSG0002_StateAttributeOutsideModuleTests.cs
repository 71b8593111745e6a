using TorchSharp.Generators.Analyzers.Tests.Verification;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class TSG0002_StateAttributeOutsideModuleTests
{
    [Theory]
    [InlineData("[Module] class {|TSG0002:C|};")]
    [InlineData("[Module] record {|TSG0002:C|};")]
    [InlineData("[Module] static class {|TSG0002:C|};")]
    [InlineData("class C { [Buffer] private Tensor {|TSG0002:mask|} = zeros(2); }")]
    [InlineData("class C { [Buffer] private Tensor {|TSG0002:a|} = zeros(2), {|TSG0002:b|} = zeros(2); }")]
    [InlineData("class C { [Parameter] private Parameter? {|TSG0002:w|}; [Submodule] private Linear? {|TSG0002:fc|}; }")]
    [InlineData("class C { [NotRegistered] private Tensor? {|TSG0002:mask|}; }")]
    [InlineData("class C { [field: Buffer] private Tensor {|TSG0002:Mask|} { get; set; } = zeros(2); }")]
    [InlineData("struct S { [Buffer] private Tensor {|TSG0002:mask|}; }")]
    [InlineData("record R { [Buffer] private Tensor {|TSG0002:Mask|} { get; set; } = zeros(2); }")]
    [InlineData("record R([property: Buffer] Tensor {|TSG0002:Mask|});")]
    [InlineData("interface I { [Buffer] Tensor {|TSG0002:Mask|} { get; set; } }")]
    [InlineData("enum E { [Buffer] {|TSG0002:First|} }")]
    [InlineData("class C : IModule<Tensor, Tensor> { [Buffer] Tensor? {|TSG0002:mask|}; public Tensor call(Tensor x) => x; }")]
    [InlineData("class Outer() : nn.Module(\"o\") { class C { [Buffer] private Tensor? {|TSG0002:mask|}; } }")]
    [InlineData("[Module] partial class {|TSG0002:C|} { [Buffer] private Tensor? {|TSG0002:mask|}; }")]
    [InlineData("namespace Mine { class Module; class C : Module { [Buffer] private Tensor? {|TSG0002:mask|}; } }")]
    public Task Attribute_outside_a_module_triggers(string source) => DeclarationVerifier.VerifyAsync([source], compiles: false);

    [Fact]
    public Task Class_attribute_is_reported_at_the_part_that_has_it() =>
        DeclarationVerifier.VerifyAsync("partial class C;", "[Module] partial class {|TSG0002:C|};");

    [Theory]
    [InlineData("partial class C() : nn.Module(\"m\") { [Buffer] private Tensor mask = zeros(2); }")]
    [InlineData("partial class C() : Module<Tensor, Tensor>(\"m\") { [Buffer] private Tensor mask = zeros(2); public override Tensor forward(Tensor x) => x; }")]
    [InlineData("abstract class Base() : nn.Module(\"b\"); partial class C : Base { [Buffer] private Tensor mask = zeros(2); }")]
    [InlineData("class C { [Obsolete] private Tensor? mask; }")]
    [InlineData("class BufferAttribute : Attribute; class C { [global::BufferAttribute] private int x; }")]
    [InlineData("namespace TorchSharp.Generators { class Own { public class BufferAttribute : Attribute; } } class C { [TorchSharp.Generators.Own.Buffer] private int x; }")]
    public Task Attribute_in_a_module_does_not_trigger(string source) => DeclarationVerifier.VerifyAsync(source);

    [Fact]
    public Task Stock_layer_as_base_does_not_trigger() =>
        DeclarationVerifier.VerifyAsync(
            "partial class C() : Sequential((\"fc\", Linear(1, 1))) { [Buffer] private Tensor mask = zeros(2); }");

    [Theory]
    [InlineData("partial class C : Undefined { [Buffer] private Tensor mask = zeros(2); }")]
    [InlineData("class Base : Undefined; [Module] partial class C : Base;")]
    [InlineData("[Module] partial class C : Module<Undefined, Tensor")]
    public Task Unknown_base_class_does_not_trigger(string source) => DeclarationVerifier.VerifyAsync([source], compiles: false);
}
