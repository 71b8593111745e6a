using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Transfer;

/// <summary>What people do on a card; where it says something there too, also on <c>meta</c>, which every machine has.</summary>
public partial class CudaTests
{
    private const string NoCuda = "No CUDA device; run with -p:TorchBackend=cuda on a host that has one.";

    /// <summary>The lesson: a mask that is a buffer meets scores that are where the weights are.</summary>
    [Module]
    internal sealed partial class Attention() : Module<Tensor, Tensor>(nameof(Attention))
    {
        private readonly Linear query = Linear(3, 3, hasBias: false);
        [Buffer] private Tensor mask = triu(ones(4, 4), diagonal: 1);

        public override Tensor forward(Tensor x)
        {
            Tensor scores = query.call(x).matmul(x.transpose(-2, -1)) - (mask * 1e9);
            return functional.softmax(scores, dim: -1).matmul(x);
        }
    }

    private sealed class NeverRegistered() : Module<Tensor, Tensor>("TSG1001")
    {
        private readonly Tensor[] masks = [ones(2)];

        public override Tensor forward(Tensor x) => x * masks[0];
    }

    private sealed class Late : Module<Tensor, Tensor>
    {
        private readonly Tensor mask;

        public Late()
            : base("TSG1003")
        {
            RegisterComponents();
            mask = ones(2);
        }

        public override Tensor forward(Tensor x) => x * mask;
    }

    private sealed class NonPersistent : Module<Tensor, Tensor>
    {
        private readonly Tensor cache = ones(2);

        public NonPersistent()
            : base("TSG1007")
        {
            register_buffer("cache", cache, persistent: false);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => x * cache;
    }

    private sealed class MadeInForward() : Module<Tensor, Tensor>("TSG1011")
    {
        public override Tensor forward(Tensor x) => x * ones(2);
    }

    public static TheoryData<DeviceType> Devices { get; } = [DeviceType.CUDA, DeviceType.META];

    /// <summary>Where values can be read. To the CPU nothing moves, but every machine then runs what a card would.</summary>
    public static TheoryData<DeviceType> DevicesWithValues { get; } = [DeviceType.CUDA, DeviceType.CPU];

    public static MatrixTheoryData<DeviceType, bool> DevicesBeforeAndAfterAStep { get; } = new(
        [DeviceType.CUDA, DeviceType.META], [false, true]);

    public static MatrixTheoryData<DeviceType, DeviceType> Ways { get; } = new(
        [DeviceType.CUDA, DeviceType.CPU], [DeviceType.CUDA, DeviceType.CPU]);

    [Theory]
    [MemberData(nameof(Devices))]
    public void The_lesson_runs_where_the_module_is(DeviceType type)
    {
        Device device = Have(type);
        using var attention = new Attention();
        using Tensor x = arange(12, float32).reshape(1, 4, 3) / 12;
        using Tensor expected = attention.call(x);

        attention.to(device);
        using Tensor found = attention.call(x.to(device));

        Assert.Equal(type, found.device_type);
        Assert.Equal(expected.shape, found.shape);
        Assert.True(type == DeviceType.META || found.cpu().allclose(expected, rtol: 1e-3, atol: 1e-5));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void State_moves_in_place(DeviceType type)
    {
        Device device = Have(type);
        using var stock = new Stock();
        using var leaf = new Leaf();
        (string Name, Tensor Tensor)[] before = [.. StateAssert.Tensors(stock), .. StateAssert.Tensors(leaf)];

        stock.to(device);
        leaf.to(device);

        Assert.All(
            before.Zip([.. StateAssert.Tensors(stock), .. StateAssert.Tensors(leaf)]),
            pair =>
            {
                Assert.Same(pair.First.Tensor, pair.Second.Tensor);
                Assert.Equal((pair.First.Name, type), (pair.Second.Name, pair.Second.Tensor.device_type));
            });
    }

    [Theory]
    [MemberData(nameof(DevicesWithValues))]
    public void State_comes_back_in_place_with_its_values(DeviceType type)
    {
        Device device = Have(type);
        using var stock = new Stock();
        stock.eval();
        (string Name, Tensor Tensor)[] before = StateAssert.Tensors(stock);
        Tensor[] values = [.. before.Select(static entry => entry.Tensor.detach().clone())];

        stock.to(device);
        using Tensor output = stock.call(ones(3, 4, device: device));
        Assert.Equal(type, output.device_type);

        stock.Chain.cpu();
        StateAssert.On(DeviceType.CPU, stock.Chain);
        StateAssert.On(type, stock.Lstm);
        stock.cpu();

        StateAssert.On(DeviceType.CPU, stock);
        Assert.All(before.Zip(StateAssert.Tensors(stock)), static pair => Assert.Same(pair.First.Tensor, pair.Second.Tensor));
        Assert.All(before.Zip(values), static pair => Assert.True(pair.First.Tensor.allclose(pair.Second, 0, 0), pair.First.Name));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Ties_and_gradients_go_along(DeviceType type)
    {
        Device device = Have(type);
        using var tied = new TieTests.TiedLinears();
        tied.call(ones(1, 3)).sum().backward();

        tied.to(device);

        Assert.Same(tied.A.weight, tied.B.weight);
        Assert.Equal(type, Assert.Single(tied.parameters()).device_type);
        Assert.Equal(type, tied.A.weight!.grad!.device_type);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void An_optimizer_built_before_the_move_goes_on(DeviceType type)
    {
        Device device = Have(type);
        using var leaf = new Leaf();
        using optim.Optimizer optimizer = optim.SGD(leaf.parameters(), 0.1, momentum: 0.9);

        leaf.to(device);
        Step(leaf, optimizer, device);

        Assert.Equal(type, leaf.Weight.device_type);
        Assert.True(type == DeviceType.META || leaf.Weight[0, 0].item<float>() != 0);
    }

    [Theory]
    [MemberData(nameof(DevicesBeforeAndAfterAStep))]
    public void Adam_goes_on_once_what_it_has_kept_since_it_was_built_is_moved_too(DeviceType type, bool hasStepped)
    {
        Device device = Have(type);
        using var leaf = new Leaf();
        using var optimizer = optim.Adam(leaf.parameters(), 0.1);
        if (hasStepped)
        {
            Step(leaf, optimizer, CPU);
        }

        leaf.to(device);
        Exception error = Assert.ThrowsAny<Exception>(() => Step(leaf, optimizer, device));
        Assert.Contains("same device", error.Message, StringComparison.Ordinal);

        optimizer.to(device);
        Step(leaf, optimizer, device);
        Assert.Equal((type, type), (leaf.Weight.device_type, leaf.Weight.grad!.device_type));
    }

    [Theory]
    [MemberData(nameof(DevicesWithValues))]
    public void Adam_steps_after_the_move_as_it_would_have_without(DeviceType type)
    {
        Device device = Have(type);
        using var moved = new Leaf();
        using var stayed = new Leaf();
        using var optimizer = optim.Adam(moved.parameters(), 0.1);
        using var other = optim.Adam(stayed.parameters(), 0.1);
        Step(moved, optimizer, CPU);
        Step(stayed, other, CPU);

        moved.to(device);
        optimizer.to(device);
        for (int i = 0; i < 3; i++)
        {
            Step(moved, optimizer, device);
            Step(stayed, other, CPU);
        }

        Assert.Equal(type, moved.Weight.device_type);
        Assert.True(moved.Weight.cpu().allclose(stayed.Weight));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Every_kind_of_buffer_moves_and_one_keeps_its_dtype(DeviceType type)
    {
        Device device = Have(type);
        using var leaf = new Leaf();

        leaf.to(device, float64);

        Assert.All([leaf.Mean, leaf.Count, leaf.Frequencies, leaf.Cache!], buffer => Assert.Equal(type, buffer.device_type));
        Assert.Equal(
            [float64, int64, float32, float64], [leaf.Mean.dtype, leaf.Count.dtype, leaf.Frequencies.dtype, leaf.Cache!.dtype]);
        Assert.DoesNotContain("Cache", leaf.state_dict().Keys);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_was_saved_on_one_device_loads_on_another(DeviceType from, DeviceType to)
    {
        Device source = Have(from), target = Have(to);
        using var trained = new Leaf
        {
            Weight = Parameter(rand(2, 3)), Mean = rand(3), Count = tensor(9L), Frequencies = rand(3, float64), Cache = rand(3),
        };
        using var loaded = new Leaf { Frequencies = zeros(3, float64) };
        using var file = new MemoryStream();
        trained.to(source);
        loaded.to(target);
        Dictionary<string, Tensor> before = loaded.state_dict();

        trained.save(file);
        loaded.load(new MemoryStream(file.ToArray()));

        Dictionary<string, Tensor> after = loaded.state_dict();
        Assert.Equal(trained.state_dict().Keys, after.Keys);
        Assert.All(trained.state_dict(), entry =>
        {
            (string key, Tensor value) = entry;
            Assert.Same(before[key], after[key]);
            Assert.Equal((to, value.dtype), (after[key].device_type, after[key].dtype));
            Assert.True(after[key].cpu().allclose(value.cpu(), 0, 0), key);
        });
        Assert.Equal([0, 0, 0], loaded.Cache!.cpu().data<float>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Summary_marks_what_was_left_behind(DeviceType type)
    {
        Device device = Have(type);
        using var leaf = new Leaf();
        leaf.to(device);

        leaf.Mean = ones(3);

        Assert.Equal(["Mean"], leaf.summary().Entries.Where(static entry => entry.IsOutlier).Select(static entry => entry.Key));
    }

    /// <summary>What the rules warn of: the module is moved, the tensor is not, and the two meet.</summary>
    [Theory]
    [MemberData(nameof(Devices))]
    public void State_that_was_left_behind_fails_in_forward_T08_T13(DeviceType type)
    {
        Device device = Have(type);
        using Tensor x = ones(1, 2, device: device);

        Assert.All<Module<Tensor, Tensor>>(
            [new NeverRegistered(), new Late(), new NonPersistent(), new MadeInForward()],
            module =>
            {
                using (module.to(device))
                {
                    Exception error = Assert.ThrowsAny<Exception>(() => module.call(x));
                    Assert.Contains("same device", error.Message, StringComparison.Ordinal);
                }
            });
    }

    private static void Step(Leaf leaf, optim.Optimizer optimizer, Device device)
    {
        optimizer.zero_grad();
        using Tensor loss = leaf.call(ones(1, 3, device: device)).sum();
        loss.backward();
        optimizer.step();
    }

    private static Device Have(DeviceType type)
    {
        Assert.SkipUnless(type != DeviceType.CUDA || cuda.is_available(), NoCuda);
        return new Device(type);
    }
}
