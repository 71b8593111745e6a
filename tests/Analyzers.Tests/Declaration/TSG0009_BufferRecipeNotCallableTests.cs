using TorchSharp.Generators.Analyzers.Tests.Verification;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class TSG0009_BufferRecipeNotCallableTests
{
    [Theory]
    [InlineData("")]
    [InlineData("private static Tensor Build() => zeros(2);")]
    [InlineData("private Tensor Build(int n) => zeros(n);")]
    [InlineData("private Tensor Build(ref Device device) => zeros(2);")]
    [InlineData("private Tensor Build(in Device device) => zeros(2);")]
    [InlineData("private Tensor Build(Device device, int n) => zeros(n);")]
    [InlineData("private Tensor Build<T>() => zeros(2);")]
    [InlineData("private int Build() => 2;")]
    [InlineData("private void Build() { }")]
    [InlineData("private Tensor Build = zeros(2);")]
    [InlineData("private Tensor Build => zeros(2);")]
    public Task Recipe_that_cannot_be_called_triggers(string members) =>
        DeclarationVerifier.VerifyAsync($"partial class M() : nn.Module(\"m\") {{ [Buffer(Init = \"Build\")] private Tensor {{|TSG0009:mask|}} = zeros(2); {members} }}");

    /// <summary>There nameof has no value yet; the intention is plain all the same.</summary>
    [Fact]
    public Task Nameof_a_missing_method_triggers() =>
        DeclarationVerifier.VerifyAsync(
            ["partial class M() : nn.Module(\"m\") { [Buffer(Init = nameof(Build))] private Tensor {|TSG0009:mask|} = zeros(2); }"],
            compiles: false);

    [Fact]
    public Task Private_method_of_a_base_class_triggers() =>
        DeclarationVerifier.VerifyAsync(
            "class Base() : nn.Module(\"b\") { private Tensor Build() => zeros(2); }",
            "partial class M : Base { [Buffer(Init = \"Build\")] private Tensor {|TSG0009:mask|} = zeros(2); }");

    [Fact]
    public Task Recipe_of_a_collection_triggers() =>
        DeclarationVerifier.VerifyAsync(
            "partial class M() : nn.Module(\"m\") { [Buffer(Init = nameof(Build))] private Tensor[] {|TSG0009:masks|} = []; private Tensor Build() => zeros(2); }");

    [Theory]
    [InlineData("private Tensor Build() => zeros(2);")]
    [InlineData("private Tensor Build(Device device) => zeros(2, device: device);")]
    [InlineData("protected virtual Tensor Build() => zeros(2);")]
    [InlineData("private Parameter Build() => nn.Parameter(zeros(2));")]
    [InlineData("private Tensor Build() => zeros(2); private Tensor Build(int n) => zeros(n);")]
    [InlineData("private static Tensor Build(int n) => zeros(n); private Tensor Build() => Build(2);")]
    public Task Callable_recipe_does_not_trigger(string members) =>
        DeclarationVerifier.VerifyAsync(
            $"partial class M() : nn.Module(\"m\") {{ [Buffer(Init = nameof(Build))] private Tensor mask = zeros(2); {members} }}");

    [Fact]
    public Task Recipe_of_a_base_class_does_not_trigger() =>
        DeclarationVerifier.VerifyAsync(
            "class Base() : nn.Module(\"b\") { protected Tensor Build() => zeros(2); }",
            "partial class M : Base { [Buffer(Init = nameof(Build))] private Tensor mask = zeros(2); }");
}
