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

    [Fact]
    public void State_moves_in_place_and_comes_back()
    {
        Have(DeviceType.CUDA);
        using var stock = new Stock();
        Dictionary<string, Tensor> before = stock.state_dict();

        stock.cuda();
        Assert.All(stock.state_dict(), entry => Assert.Same(before[entry.Key], entry.Value));
        Assert.All(before.Values, tensor => Assert.Equal(DeviceType.CUDA, tensor.device_type));
        using Tensor output = stock.call(ones(3, 4, device: CUDA));
        Assert.Equal(DeviceType.CUDA, output.device_type);

        stock.Chain.cpu();
        Assert.All(stock.Chain.parameters(), parameter => Assert.Equal(DeviceType.CPU, parameter.device_type));
        stock.cpu();
        Assert.All(stock.state_dict().Values, tensor => Assert.Equal(DeviceType.CPU, tensor.device_type));
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

    [Fact]
    public void An_optimizer_built_before_the_move_goes_on()
    {
        Have(DeviceType.CUDA);
        using var leaf = new Leaf();
        using optim.Optimizer optimizer = optim.Adam(leaf.parameters(), 0.1);

        leaf.cuda();
        leaf.call(ones(1, 3, device: CUDA)).sum().backward();
        optimizer.step();

        Assert.Equal(DeviceType.CUDA, leaf.Weight.device_type);
        Assert.NotEqual(0f, leaf.Weight[0, 0].item<float>());
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

    [Fact]
    public void What_was_saved_on_the_card_loads_on_the_CPU()
    {
        Have(DeviceType.CUDA);
        using var trained = new Leaf();
        using var file = new MemoryStream();
        trained.cuda();
        trained.save(file);

        using var loaded = new Leaf { Weight = Parameter(zeros(2, 3)) };
        loaded.load(new MemoryStream(file.ToArray()));

        Assert.Equal(DeviceType.CPU, loaded.Weight.device_type);
        Assert.Equal([0, 1, 2, 3, 4, 5], loaded.Weight.data<float>().ToArray());
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

    private static Device Have(DeviceType type)
    {
        Assert.SkipUnless(type != DeviceType.CUDA || cuda.is_available(), NoCuda);
        return new Device(type);
    }
}
