using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Analyzers.Tests.Catalog;
using TorchSharp.Generators.Analyzers.Tests.Verification;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

/// <summary>No input makes the generator or any rule throw: <see cref="DeclarationRun"/> fails where one does.</summary>
public class RobustnessTests
{
    private const string Sample =
        """
        namespace Book.@class
        {
            [Module, StateNaming(StateNamingPolicy.SnakeCaseLower)]
            public abstract partial class Block<T>(long size) : Module<Tensor, Tensor>("block") where T : nn.Module
            {
                [Buffer("mask", Persistent = false, Init = nameof(Build), Aliases = ["old"])] private Tensor? mask, second = zeros(2);
                [Parameter] public partial Parameter? Weight { get; private set; }
                [Submodule("heads")] private readonly Dictionary<string, T> heads = [];
                [field: TorchSharp.Utils.ComponentName(Name = "fc")] public Linear Fc { get; } = Linear(1, 1);
                [NotRegistered] private (Tensor, int) pair;

                private Tensor Build(Device device) => zeros(size, device: device);
                public override Tensor forward(Tensor x) => x + mask!;

                protected void HandWritten(Module<Tensor, Tensor> other, optim.Optimizer optimizer)
                {
                    RegisterComponents();
                    register_buffer("other", zeros(2), persistent: false);
                    mask = ones(2).to(float64); this.to(CPU); other.to(CUDA); mask.cuda();
                    using var scope = NewDisposeScope();
                    var adam = optim.Adam(parameters());
                }

                partial struct Inner<U> { [Module] public partial class Nested() : nn.Module("n") { [Buffer, NotRegistered] Undefined? x; } }
            }
        }
        """;

    private static readonly SyntaxToken[] s_tokens = [.. CSharpSyntaxTree.ParseText(Sample).GetRoot().DescendantTokens()];

    [Fact]
    public async Task Truncated_source_does_not_throw()
    {
        foreach (SyntaxToken token in s_tokens)
        {
            await RunAsync(Sample[..token.SpanStart]);
        }
    }

    [Fact]
    public async Task Source_without_one_of_its_tokens_does_not_throw()
    {
        foreach (SyntaxToken token in s_tokens)
        {
            await RunAsync(Sample.Remove(token.SpanStart, token.Span.Length));
        }
    }

    [Theory]
    [InlineData("[Buffer(")]
    [InlineData("[Buffer] Tensor x; [Buffer] Tensor x; [Buffer] Tensor X { get; set; } [Buffer] Tensor X { get; set; }")]
    [InlineData("[Buffer(1)] Tensor x; [Buffer(null)] Tensor y; [Buffer(new[] { \"a\" })] Tensor z;")]
    [InlineData("[Buffer(Persistent = \"no\", KeepDtype = null, Init = new[] { 1 }, Aliases = null)] Tensor x;")]
    [InlineData("[Buffer(Init = null, Aliases = new string[] { null, \"a\" })] Tensor x;")]
    [InlineData("[Buffer(Init = nameof())] Tensor x; [Buffer(Init = nameof(a.b))] Tensor y;")]
    [InlineData(
        "[TorchSharp.Utils.ComponentName(Name = new[] { \"a\" })] Linear x; [TorchSharp.Utils.ComponentName(Name = null)] Linear y;")]
    [InlineData(
        "[Buffer] event Action E; [field: Buffer] event Action F; [Buffer] void G() { } [Buffer] class C; [return: Buffer] int H() => 1;")]
    [InlineData("[Buffer] fixed int x[2]; [Buffer] ref Tensor y; [Parameter] unsafe Tensor* z;")]
    [InlineData("[Buffer] partial Tensor X { get; set; } [Buffer] partial Tensor X { get; set; }")]
    [InlineData("[Buffer] partial Tensor X; [Buffer] partial Tensor Y { } [Buffer] partial Tensor Z { set; }")]
    public Task Nonsense_in_a_class_does_not_throw(string members) =>
        RunAsync($"[Module] partial class M() : nn.Module(\"m\") {{ {members} }}");

    [Theory]
    [InlineData("[Module] partial class M : M;")]
    [InlineData("[Module] partial class A : B; [Module] partial class B : A;")]
    [InlineData("[Module] partial class M() : nn.Module(\"m\"), nn.Module, Undefined;")]
    [InlineData("[Module] partial class M<T> : M<M<T>> where T : M<T>;")]
    [InlineData("[Module] partial class M<T, T>() : nn.Module(\"m\");")]
    [InlineData("[Module] partial class () : nn.Module(\"m\");")]
    [InlineData("[Module] partial class M() : nn.Module(\"m\"); [Module] partial struct M;")]
    [InlineData("[Module] partial class M() : nn.Module(\"m\"); [Module] partial class M() : nn.Module(\"m\");")]
    [InlineData("[Module] class M() : nn.Module(\"m\"); [Module] class M() : nn.Module(\"m\");")]
    [InlineData("[Module, Module] partial class M() : nn.Module(\"m\");")]
    [InlineData("[Module] partial class M() : T where T : nn.Module;")]
    [InlineData("[Module] partial delegate class; [assembly: Module] [module: Module]")]
    public Task Nonsense_about_a_class_does_not_throw(string source) => RunAsync(source);

    [Fact]
    public async Task Without_TorchSharp_nothing_is_said_or_written()
    {
        DeclarationRun run = await RunAsync(Sample, [.. TestReferences.Framework, TestReferences.Runtime]);

        Assert.Empty(run.Reported);
        Assert.Equal(2, run.Compilation.SyntaxTrees.Length);
    }

    /// <summary>Then <c>GetTypeByMetadataName</c> finds two of each type, and gives none.</summary>
    [Fact]
    public async Task Second_TorchSharp_is_survived()
    {
        CSharpCompilation second = CSharpCompilation.Create(
            "TorchSharp.Copy",
            [CSharpSyntaxTree.ParseText(
                """
                namespace TorchSharp { public static class torch { public class Tensor; public class Device; public static class nn { public class Module(string name); } } }
                namespace TorchSharp.Modules { public class Parameter : torch.Tensor; }
                """)],
            TestReferences.Framework,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

        DeclarationRun run = await RunAsync(Sample, [.. TestReferences.All, second.ToMetadataReference()]);

        Assert.Empty(run.Reported);
    }

    private static async Task RunAsync(string source) => await RunAsync(source, TestReferences.All);

    private static Task<DeclarationRun> RunAsync(string source, IEnumerable<MetadataReference> references) =>
        DeclarationRun.OfAsync(
            [("Usings.cs", TestSetup.Usings), ("Test.cs", source)], references: references, analyzers: RuleCatalog.Analyzers);
}
