using TorchSharp.Generators.Runtime.Tests.Loading;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Recipes;

[Module]
internal sealed partial class Causal(long length) : PassThrough
{
    public long Length = length;

    [Buffer(Init = nameof(BuildMask))] public Tensor mask = zeros(length, length);
    [Buffer(Init = nameof(BuildTable), Persistent = false)] public Tensor? table;
    [Buffer] public Tensor statistics = zeros(1);

    private Tensor BuildMask() => triu(ones(Length, Length), diagonal: 1);

    private Tensor BuildTable(Device device) => arange(Length, device: device);
}

[Module]
internal sealed partial class Model : PassThrough
{
    public readonly Sequential blocks = nn.Sequential(("first", new Causal(2)), ("second", nn.Linear(2, 2)));
    public readonly ModuleList<Causal> more = nn.ModuleList(new Causal(3));
    [Submodule] public readonly Causal[] array = [new(4)];

    public IEnumerable<Causal> Attentions => [(Causal)blocks[0], more[0], array[0]];
}

[Module]
internal sealed partial class Weighted : PassThrough
{
    public readonly Causal causal = new(2);
    private readonly Linear linear = nn.Linear(2, 2);
}

/// <summary>What <c>[Buffer(Init = ...)]</c> is for.</summary>
public class ResetBuffersTests
{
    [Fact]
    public void Buffers_with_a_recipe_are_built_anew_and_others_are_left()
    {
        using var causal = new Causal(3);
        causal.statistics.fill_(5);

        causal.reset_buffers();

        Assert.Equal([0f, 1, 1, 0, 0, 1, 0, 0, 0], causal.mask.data<float>());
        Assert.Equal([0L, 1, 2], causal.table!.data<long>());
        Assert.Equal(5, causal.statistics.item<float>());
        Assert.Equal(["mask", "statistics"], causal.state_dict().Keys);
        Assert.Equal(3, causal.named_buffers(include_nonpersistent: true).Count());
    }

    [Fact]
    public void Buffers_of_children_are_built_anew_through_containers()
    {
        using var model = new Model();

        model.reset_buffers();

        Assert.All(model.Attentions, causal => Assert.Equal(causal.Length * (causal.Length - 1) / 2, causal.mask.sum().item<float>()));
    }

    [Fact]
    public void The_dtype_stays_and_so_does_the_tensor_where_its_shape_does()
    {
        using var causal = new Causal(2);
        causal.to(ScalarType.Float64);
        Tensor mask = causal.mask;

        causal.reset_buffers();

        Assert.Same(mask, causal.mask);
        Assert.Equal([0d, 1, 0, 0], mask.data<double>());
    }

    [Fact]
    public void Another_shape_gives_another_tensor_that_outlives_its_scope()
    {
        using var causal = new Causal(2);
        using (NewDisposeScope())
        {
            causal.Length = 4;
            causal.reset_buffers();
        }

        Assert.Equal([4L, 4], causal.mask.shape);
        Assert.Equal(6, causal.mask.sum().item<float>());
        Assert.Same(causal.mask, causal.state_dict()["mask"]);
    }

    [Fact]
    public void Buffers_are_built_on_the_device_of_the_module()
    {
        using var causal = new Causal(2);
        causal.to(DeviceType.META);

        causal.reset_buffers();

        Assert.Equal(DeviceType.META, causal.mask.device_type);
        Assert.Equal(DeviceType.META, causal.table!.device_type);
    }

    [Fact]
    public void A_buffer_on_another_device_than_the_state_dict_stays_there()
    {
        using var causal = new Causal(2) { table = arange(2, device: META) };

        causal.reset_buffers();

        Assert.Equal((DeviceType.META, DeviceType.CPU), (causal.table!.device_type, causal.mask.device_type));
    }

    [Fact]
    public void A_buffer_goes_to_the_device_of_the_parameters_beside_it()
    {
        using var biased = new Biased();

        biased.reset_buffers();

        Assert.Equal([3f, 3f], biased.mask.data<float>().ToArray());
    }

    [Fact]
    public void From_meta_a_buffer_with_a_recipe_comes_back_with_its_values()
    {
        using var causal = new Causal(3);
        causal.statistics = null!;
        causal.to(ScalarType.Float64);
        causal.to(DeviceType.META);

        causal.to(DeviceType.CPU);

        Assert.Equal(DeviceType.CPU, causal.mask.device_type);
        Assert.Equal(ScalarType.Float64, causal.mask.dtype);
        Assert.Equal(3, causal.mask.sum().item<double>());
        Assert.Same(causal.mask, causal.get_buffer("mask"));
    }

    [Fact]
    public void From_meta_a_tensor_without_a_recipe_is_named_and_nothing_has_changed()
    {
        using var module = new Weighted();
        module.to(DeviceType.META);

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => module.to(DeviceType.CPU));

        Assert.Contains("Cannot copy out of meta tensor; no data!", error.Message);
        Assert.Contains("causal.statistics", error.Message);
        Assert.All(module.state_dict().Values, tensor => Assert.Equal(DeviceType.META, tensor.device_type));
    }

    /// <summary>The trap: TorchSharp has nothing to build a buffer from, and a real tensor is needed first.</summary>
    [Fact]
    public void TorchSharp_cannot_come_back_from_meta()
    {
        using var head = new HandWrittenHead();
        head.to(DeviceType.META);

        Assert.ThrowsAny<Exception>(() => head.to(DeviceType.CPU));
    }

    [Fact]
    public void A_recipe_that_throws_leaves_all_buffers_as_they_were()
    {
        using var model = new Failing();
        Tensor first = model.first;
        first.fill_(7);
        Tensor inner = model.inner.mask;

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(model.reset_buffers);

        Assert.Equal("no table today", error.Message);
        Assert.Same(first, model.first);
        Assert.Equal(7, model.first.item<float>());
        Assert.Same(inner, model.inner.mask);
        Assert.Equal(0, inner.sum().item<float>());
        model.Throws = false;
        model.reset_buffers();
        Assert.Equal(1, model.first.item<float>());
        Assert.Equal([3L, 3], model.inner.mask.shape);
    }

    [Fact]
    public void A_recipe_that_gives_nothing_is_named_and_changes_nothing()
    {
        using var model = new GivesNothing();
        model.first.fill_(7);

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(model.reset_buffers);

        Assert.Equal("The recipe of GivesNothing.second gave no tensor.", error.Message);
        Assert.Equal(7, model.first.item<float>());
    }

    [Fact]
    public void Another_shape_and_another_dtype_at_once()
    {
        using var causal = new Causal(2);
        causal.to(ScalarType.Float64);
        causal.Length = 3;

        causal.reset_buffers();

        Assert.Equal([3L, 3], causal.mask.shape);
        Assert.Equal(ScalarType.Float64, causal.mask.dtype);
        Assert.Equal(3, causal.mask.sum().item<double>());
    }

    /// <summary>In place or not, what is built is the module's, and not of the scope that it is built in.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_built_in_a_scope_outlives_it(long length)
    {
        using var causal = new Causal(2) { Length = length };
        using (NewDisposeScope())
        {
            causal.reset_buffers();
        }

        Assert.Equal([length, length], causal.mask.shape);
        Assert.Equal([length], causal.table!.shape);
    }

    [Fact]
    public void A_buffer_that_is_dead_or_frozen_is_replaced()
    {
        using var causal = new Causal(2);
        causal.mask.Dispose();
        causal.reset_buffers();
        Assert.Equal(1, causal.mask.sum().item<float>());

        using (inference_mode())
        {
            causal.mask = zeros(2, 2);
        }

        causal.reset_buffers();
        Assert.Equal(1, causal.mask.sum().item<float>());
    }
}

[Module]
internal sealed partial class Failing : PassThrough
{
    public bool Throws = true;

    [Buffer(Init = nameof(BuildFirst))] public Tensor first = zeros(1);
    public readonly Causal inner = new(2) { Length = 3 };
    [Buffer(Init = nameof(BuildLast))] public Tensor last = zeros(1);
    public readonly FailingChild child = new();

    private Tensor BuildFirst() => ones(1);

    private Tensor BuildLast()
    {
        child.Throws = Throws;
        return ones(2);
    }
}

[Module]
internal sealed partial class FailingChild : PassThrough
{
    public bool Throws;

    [Buffer(Init = nameof(BuildTable))] public Tensor? table;

    private Tensor BuildTable() => Throws ? throw new InvalidOperationException("no table today") : ones(1);
}

[Module]
internal sealed partial class Biased : PassThrough
{
    [Parameter] private Parameter bias = nn.Parameter(ones(2));
    [Buffer(Init = nameof(BuildMask))] public Tensor mask = ones(2, device: META);

    private Tensor BuildMask(Device device) => full([2], 3f, device: device);
}

[Module]
internal sealed partial class GivesNothing : PassThrough
{
    [Buffer(Init = nameof(BuildFirst))] public Tensor first = zeros(1);
    [Buffer(Init = nameof(BuildSecond))] public Tensor second = zeros(1);

    private Tensor BuildFirst() => ones(1);

    private Tensor BuildSecond() => null!;
}
