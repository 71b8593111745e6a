using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Transfer;

public partial class IdentityTests
{
    [Fact]
    public void Own_state_keeps_its_objects_through_dtypes()
    {
        using var leaf = new Leaf();
        Dictionary<string, Tensor> before = leaf.state_dict();
        Tensor cache = leaf.Cache!;

        leaf.to(ScalarType.Float64);

        Assert.All(leaf.state_dict(), entry => Assert.Same(before[entry.Key], entry.Value));
        Assert.Same(cache, leaf.Cache);
        Assert.Equal(ScalarType.Float64, leaf.Weight.dtype);
        Assert.Equal(ScalarType.Float64, cache.dtype);
        Assert.Equal(ScalarType.Int64, leaf.Count.dtype);
        Assert.Equal(ScalarType.Float32, leaf.Frequencies.dtype);
        Assert.Equal(7, leaf.Count.item<long>());
        Assert.Equal([0, 1, 2, 3, 4, 5], leaf.Weight.data<double>().ToArray());

        leaf.half().@float();
        Assert.Same(before["Weight"], leaf.Weight);
        Assert.Equal([0, 1, 2, 3, 4, 5], leaf.Weight.data<float>().ToArray());
    }

    [Fact]
    public void Stock_layers_keep_their_objects_and_work()
    {
        using var stock = new Stock();
        Dictionary<string, Tensor> before = stock.state_dict();
        Tensor counter = stock.Norm.num_batches_tracked!;

        stock.to(ScalarType.Float64);

        Assert.All(stock.state_dict(), entry => Assert.Same(before[entry.Key], entry.Value));
        Assert.All(before.Values, tensor => Assert.NotEqual(ScalarType.Float32, tensor.dtype));
        Assert.Same(counter, stock.Norm.num_batches_tracked);
        using Tensor output = stock.call(ones(3, 4, float64));
        Assert.Equal(ScalarType.Float64, output.dtype);

        stock.to(ScalarType.Float32);
        using Tensor back = stock.call(ones(3, 4));
        Assert.Equal(ScalarType.Float32, back.dtype);
    }

    [Fact]
    public void Snapshots_stay_valid_where_TorchSharp_disposes_them_T85_T86()
    {
        using var plain = nn.Linear(2, 2);
        Dictionary<string, Tensor> lost = plain.state_dict();
        Parameter[] alsoLost = [.. plain.parameters()];
        plain.to(ScalarType.Float64);
        Assert.All(lost.Values, tensor => Assert.True(tensor.IsInvalid));
        Assert.All(alsoLost, parameter => Assert.True(parameter.IsInvalid));

        using var leaf = new Leaf();
        Dictionary<string, Tensor> snapshot = leaf.state_dict();
        Parameter kept = leaf.parameters().First();
        leaf.to(ScalarType.Float64);
        Assert.All(snapshot.Values, tensor => Assert.False(tensor.IsInvalid));
        Assert.False(kept.IsInvalid);
        Assert.Equal(ScalarType.Float64, kept.dtype);
    }

    [Fact]
    public void Gradients_move_with_their_parameters()
    {
        using var leaf = new Leaf();
        leaf.call(ones(1, 3)).sum().backward();

        leaf.to(ScalarType.Float64);

        Assert.Equal(ScalarType.Float64, leaf.Weight.grad!.dtype);
        Assert.True(leaf.Weight is { requires_grad: true, is_leaf: true });
        leaf.call(ones(1, 3, float64)).sum().backward();
        Assert.Equal(12, leaf.Weight.grad!.sum().item<double>());
    }

    [Fact]
    public void A_move_to_where_it_is_changes_nothing()
    {
        using var stock = new Stock();
        stock.to(ScalarType.Float64);
        Dictionary<string, Tensor> before = stock.state_dict();
        long tensors = DisposeScopeManager.Statistics.TensorStatistics.CreatedOutsideScopeCount;

        stock.to(ScalarType.Float64).cpu().to(CPU, ScalarType.Float64);

        Assert.Equal(tensors, DisposeScopeManager.Statistics.TensorStatistics.CreatedOutsideScopeCount);
        Assert.All(stock.state_dict(), entry => Assert.Same(before[entry.Key], entry.Value));
    }

    [Fact]
    public void A_move_to_where_it_is_allocates_nothing_for_declared_state()
    {
        using var leaf = new Leaf();
        leaf.to(ScalarType.Float32).cpu();
        long before = GC.GetAllocatedBytesForCurrentThread();

        leaf.to(ScalarType.Float32).cpu();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Module]
    internal sealed partial class Layers() : nn.Module(nameof(Layers))
    {
        public readonly Linear Linear = nn.Linear(4, 4);
        public readonly BatchNorm1d Norm = nn.BatchNorm1d(4);
        public readonly LSTM Lstm = nn.LSTM(4, 4);
        public readonly Sequential Chain = nn.Sequential(("first", nn.Linear(4, 4)), ("nested", nn.Sequential(("act", nn.ReLU()))));
    }

    [Fact]
    public void A_move_to_where_it_is_allocates_nothing_for_stock_layers_and_for_what_keeps_its_dtype()
    {
        using var stock = new Layers();
        using var leaf = new Leaf();
        stock.half().cpu().to(CPU, ScalarType.Float16);
        leaf.half();
        leaf.half();
        Device cpu = new(DeviceType.CPU);
        long before = GC.GetAllocatedBytesForCurrentThread();

        stock.half().to(cpu);
        leaf.half();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private enum Side
    {
        Left,
    }

    [Module]
    private sealed partial class Collected : nn.Module
    {
        [Buffer] public readonly List<Tensor> Tables = [ones(2), ones(2)];
        [Buffer] public readonly Dictionary<Side, Tensor[]> Nested = new() { [Side.Left] = [ones(2)] };
        [Parameter] public readonly Parameter[] Weights = [new(ones(2)), new(ones(2))];
        [Submodule] public readonly Dictionary<string, nn.Module> Heads = new() { ["a"] = nn.Linear(2, 2), ["b"] = new Leaf() };
        [Submodule] public readonly List<Leaf> Leaves = [new()];
        [Buffer] public Tensor Tied;

        public Collected()
            : base(nameof(Collected)) => Tied = Leaves[0].Mean;
    }

    [Fact]
    public void A_move_to_where_it_is_allocates_nothing_for_collections_and_shared_tensors()
    {
        using var collected = new Collected();
        collected.to(ScalarType.Float64);
        collected.to(ScalarType.Float64).cpu();
        long before = GC.GetAllocatedBytesForCurrentThread();

        collected.to(ScalarType.Float64).cpu();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Strides_stay_as_they_are()
    {
        using var leaf = new Leaf();
        leaf.Mean = ones(2, 3, 4, 5).permute(0, 2, 3, 1);
        long[] strides = leaf.Mean.stride();

        leaf.to(ScalarType.Float64);

        Assert.Equal(strides, leaf.Mean.stride());
        Assert.Equal([2, 4, 5, 3], leaf.Mean.shape);
    }

    [Fact]
    public void A_child_can_still_be_moved_alone()
    {
        using var stock = new Stock();
        stock.to(ScalarType.Float64);

        stock.Linear.to(ScalarType.Float32);
        stock.Chain.to(ScalarType.Float32);

        Assert.All(stock.Chain.parameters(), parameter => Assert.Equal(ScalarType.Float32, parameter.dtype));
        stock.to(ScalarType.Float64);
        Assert.All(stock.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
    }

    /// <summary>TorchSharp believes what a module notes of its device, and moves nothing where that is the one asked for.</summary>
    [Fact]
    public void A_module_and_its_layers_note_where_they_are()
    {
        using var module = new Noting();

        module.to(DeviceType.META);

        Assert.Equal(DeviceType.META, module.Noted);
        Assert.ThrowsAny<Exception>(() => module.Linear.to(DeviceType.CPU));
        Assert.ThrowsAny<Exception>(() => module.Chain.to(DeviceType.CPU));
    }

    [Module]
    internal sealed partial class Noting() : nn.Module(nameof(Noting))
    {
        public readonly Linear Linear = nn.Linear(2, 2);
        public readonly Sequential Chain = nn.Sequential(nn.Linear(2, 2));

        public DeviceType Noted => _deviceType;
    }

    internal sealed class Quantized : nn.Module
    {
        public readonly Parameter weight = nn.Parameter(ones(2, ScalarType.Int8), requires_grad: false);

        public Quantized()
            : base(nameof(Quantized)) => RegisterComponents();
    }

    [Module]
    internal sealed partial class OverQuantized() : nn.Module(nameof(OverQuantized))
    {
        public readonly Quantized inner = new();
        [Buffer] public Tensor scale = ones(1);
    }

    [Fact]
    public void An_integer_parameter_of_a_hand_written_child_stays_the_same_object()
    {
        using var module = new OverQuantized();
        Parameter before = module.inner.weight;

        module.to(ScalarType.Float64);

        Assert.Same(before, module.inner.weight);
        Assert.Same(before, module.get_parameter("inner.weight"));
        Assert.Equal(ScalarType.Int8, before.dtype);
        Assert.Equal(ScalarType.Float64, module.scale.dtype);
    }
}
