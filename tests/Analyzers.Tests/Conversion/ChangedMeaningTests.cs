using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Rules.Conversion;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.Conversion;

/// <summary>
/// A dry run binds only what a conversion can give another meaning: here are the ways in which it can, in files that name our
/// attributes for the first time.
/// </summary>
public class ChangedMeaningTests
{
    private const string Registered = "Linear fc; public Net() : base(\"n\") { fc = Linear(2, 2); RegisterComponents(); }";

    [Theory]
    [InlineData(Registered)]
    [InlineData("Linear fc; public Net() : base(\"n\") { register_module(\"fc\", fc = Linear(2, 2)); }")]
    [InlineData("Tensor w; public Net() : base(\"n\") { w = Parameter(ones(2)); RegisterComponents(); } Tensor Twice() { var t = w; return t + t; }")]
    [InlineData(Registered + " string ModuleSummary() => \"\"; string Print() => ModuleSummary();")]
    [InlineData(Registered + " object Make() => new ModuleSummary();", "public class ModuleSummary;")]
    public async Task Class_that_compiles_afterwards_is_reported(string members, string others = "") =>
        Assert.Equal("TSG9001", Assert.Single(await RunAsync(members, others)).Id);

    [Theory]
    [InlineData(
        "a cast that would stand alone", "Linear fc; public Net() : base(\"n\") { register_module(\"fc\", (Linear)(fc = Linear(2, 2))); }")]
    [InlineData(
        "a type that is inferred",
        "Tensor w; public Net() : base(\"n\") { w = Parameter(ones(2)); RegisterComponents(); } void F() { var t = w; t = ones(2); }")]
    [InlineData(
        "a type of two namespaces",
        Registered + " object Make() => new ModuleSummary();",
        "namespace Other { public class ModuleSummary; }")]
    [InlineData(
        "a method of two classes",
        Registered + " object Make() => this.summary();",
        "namespace Other { static class Extensions { public static int summary(this nn.Module module) => 0; } }")]
    [InlineData(
        "an attribute of two namespaces",
        Registered + " void F() { void G([Buffer] int n) { } G(1); }",
        "namespace Other { public class BufferAttribute : System.Attribute; }")]
    [InlineData("an error that was there", Registered + " int F() { int n; return n; }")]
    [InlineData("an error in another part", Registered, "public partial class Net { int F() { int n; return n; } }", "partial ")]
    public async Task Class_that_does_not_is_left_alone(string why, string members, string others = "", string modifier = "")
    {
        Assert.NotEmpty(why);
        Assert.Empty(await RunAsync(members, others, modifier));
    }

    private static async Task<IEnumerable<Diagnostic>> RunAsync(string members, string others, string modifier = "")
    {
        string source =
            $$"""
            using Other;
            using TorchSharp;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            public {{modifier}}class Net : Module<Tensor, Tensor>
            {
                {{members}}
                public override Tensor forward(Tensor x) => x;
            }

            {{others}}
            namespace Other { }
            """;
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Converted",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp13), "Net.cs")],
            TestReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return await compilation.WithAnalyzers([new HandWrittenModuleAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }
}
