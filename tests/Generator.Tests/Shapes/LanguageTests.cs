using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Generator.Tests.Harness;

namespace TorchSharp.Generators.Generator.Tests.Shapes;

/// <summary>What the generated code asks of the language, beside what its class asks.</summary>
public class LanguageTests
{
    public static TheoryData<string> Members { get; } =
    [
        "[Buffer] private Tensor mask = ones(1);",
        "[Buffer(\"m\", Persistent = false, KeepDtype = true)] private Tensor mask = ones(1);",
        "[Buffer(Init = nameof(Build))] private Tensor mask = ones(1); private Tensor Build() => ones(1);",
        "[Buffer(Init = nameof(Build))] private Tensor mask = ones(1); private Tensor Build(Device device) => ones(1, device: device);",
        "[Buffer(Aliases = new[] { \"old\" })] private Tensor mask = ones(1);",
        "[Buffer] private volatile Tensor mask = ones(1);",
        "[Buffer] public Tensor Mask { get; private set; } = ones(1);",
        "[Parameter] private Parameter scale = new Parameter(ones(1));",
        "[Submodule(\"fc\")] private readonly Linear linear = Linear(1, 1);",
        "[Submodule] public IModule<Tensor, Tensor> Activation { get; init; } = ReLU();",
        "[Buffer] private Tensor first = ones(1), second = ones(1);",
        "[NotRegistered] public readonly Linear teacher = Linear(1, 1); [Buffer] private Tensor mask = ones(1);",
    ];

    [Theory]
    [MemberData(nameof(Members))]
    public void CSharp9_is_enough(string member) => Compiles(Host.CSharp9, member);

    [Theory]
    [MemberData(nameof(Members))]
    public void CSharp9_without_nullable_is_enough(string member) =>
        Compiles(Host.CSharp9 with { Nullable = NullableContextOptions.Disable }, member);

    [Fact]
    public void Partial_property_is_not_generated_before_CSharp13() =>
        Assert.Empty(Generate(Host.CSharp9, "[Buffer] public partial Tensor Mask { get; set; }").Files);

    private static void Compiles(Host host, string member) => Assert.Single(Generate(host, member).CompilesClean().Files);

    private static Generated Generate(Host host, string member) =>
        host.Generate(
            $$"""
            using TorchSharp;
            using TorchSharp.Generators;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            namespace Book
            {
                public partial class Old : Module
                {
                    public Old() : base("old") { }
                    {{member}}
                }
            }
            """);
}
