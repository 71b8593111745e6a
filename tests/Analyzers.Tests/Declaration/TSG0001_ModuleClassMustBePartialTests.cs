using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Declaration.DeclarationAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class TSG0001_ModuleClassMustBePartialTests
{
    [Fact]
    public Task Class_without_partial_triggers() =>
        Verify.VerifyAsync(
            """
            [Module]
            class {|TSG0001:Model|}() : nn.Module("m") { private Tensor? mask; }
            """);

    [Fact]
    public Task Partial_class_does_not_trigger() =>
        Verify.VerifyAsync(
            """
            [Module]
            partial class Model() : nn.Module("m") { [Buffer] private Tensor mask = zeros(2); }
            """);
}
