using TorchSharp.Generators.Runtime.Tests.Golden.Shapes;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Golden;

/// <summary>Modules declared with attributes have the state that real PyTorch gives their Python twins.</summary>
public class ShapeTests
{
    /// <summary>The twin of each golden file, and the C# collections that have to look like PyTorch's containers.</summary>
    private static readonly (string Golden, Func<nn.Module> Create)[] s_twins =
    [
        ("TwoLevels", () => new TwoLevels()),
        ("ThreeLevels", () => new ThreeLevels()),
        ("DeepChain", () => new DeepChain()),
        ("Interleaved", () => new Interleaved()),
        ("Stateless", () => new Stateless()),
        ("CausalAttention", () => new CausalAttention()),
        ("ExplicitKeys", () => new ExplicitKeys()),
        ("Transformer", () => new Transformer()),
        ("WithBatchNorm", () => new WithBatchNorm()),
        ("WithLayerNorm", () => new WithLayerNorm()),
        ("WithEmbedding", () => new WithEmbedding()),
        ("WithLSTM", () => new WithLSTM()),
        ("WithMultiheadAttention", () => new WithMultiheadAttention()),
        ("NoneBuffer", () => new NoneBuffer()),
        ("NoneParameter", () => new NoneParameter()),
        ("NonPersistentBuffer", () => new NonPersistentBuffer()),
        ("BoolAndIntBuffers", () => new BoolAndIntBuffers()),
        ("ScalarBuffer", () => new ScalarBuffer()),
        ("EmptyBuffer", () => new EmptyBuffer()),
        ("Derived", () => new Derived("Derived")),
        ("MostDerived", () => new MostDerived()),
        ("TiedLinears", () => new TiedLinears()),
        ("TiedEmbedding", () => new TiedEmbedding()),
        ("TiedEmbedding", () => new TiedByProperty()),
        ("SameModuleTwice", () => new SameModuleTwice()),
        ("SharedMask", () => new SharedMask()),
        ("WithModuleList", () => new WithModuleList()),
        ("WithModuleList", () => new WithModuleArray()),
        ("WithModuleList", () => new WithListOfModules()),
        ("WithModuleDict", () => new WithModuleDict()),
        ("WithModuleDict", () => new WithDictionaryOfModules()),
        ("WithSequential", () => new WithSequential()),
        ("NestedSequential", () => new NestedSequential()),
        ("WithParameterList", () => new WithParameterList()),
        ("WithParameterList", () => new WithParameterArray()),
        ("ReassignedBuffer", () => new ReassignedBuffer()),
        ("BufferBackFromNone", () => new BufferBackFromNone()),
        ("BufferSetToNone", () => new BufferSetToNone()),
        ("BufferOfOtherShape", () => new BufferOfOtherShape()),
        ("NonPersistentReassigned", () => new NonPersistentReassigned()),
        ("ReassignedParameter", () => new ReassignedParameter()),
        ("ReplacedChild", () => new ReplacedChild()),
    ];

    public static TheoryData<string, int> Twins => [.. s_twins.Index().Select(twin => (twin.Item.Golden, twin.Index))];

    [Fact]
    public void Every_golden_file_has_a_twin() =>
        Assert.Equal(GoldenFile.Names("shapes"), s_twins.Select(twin => twin.Golden).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Twins))]
    public void State_dict_is_PyTorchs(string golden, int twin)
    {
        using nn.Module module = State.Fill(s_twins[twin].Create());

        SameAs.PyTorch("state_dict", State.Lines(GoldenFile.Shape(golden).StateDict), State.Lines(module.state_dict()));
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public void Named_parameters_and_buffers_are_PyTorchs(string golden, int twin)
    {
        GoldenShape expected = GoldenFile.Shape(golden);
        using nn.Module module = s_twins[twin].Create();

        SameAs.PyTorch("named_parameters", expected.NamedParameters, [.. module.named_parameters().Select(entry => entry.name)]);
        SameAs.PyTorch("named_buffers", expected.NamedBuffers, NamesOfBuffers(module));
        Assert.Equal(expected.Parameters, module.parameters().Count());
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public void Double_converts_what_PyTorch_converts(string golden, int twin) =>
        AssertDtypes(GoldenFile.Shape(golden).Double, s_twins[twin].Create().to(ScalarType.Float64));

    [Theory]
    [MemberData(nameof(Twins))]
    public void Half_converts_what_PyTorch_converts(string golden, int twin) =>
        AssertDtypes(GoldenFile.Shape(golden).Half, s_twins[twin].Create().half());

    private static void AssertDtypes(string[][] expected, nn.Module module)
    {
        using (module)
        {
            Dictionary<string, Tensor> tensors = module.state_dict();
            foreach ((string name, Tensor buffer) in module.named_buffers(include_nonpersistent: true))
            {
                tensors.TryAdd(name, buffer);
            }

            SameAs.PyTorch(
                "dtypes",
                [.. expected.Select(entry => $"{entry[0]}: {entry[1]}")],
                [.. tensors.Select(entry => $"{entry.Key}: {State.Dtype(entry.Value)}")]);
        }
    }

    private static string[] NamesOfBuffers(nn.Module module) =>
        [.. module.named_buffers(include_nonpersistent: true).Select(entry => entry.Item1)];
}
