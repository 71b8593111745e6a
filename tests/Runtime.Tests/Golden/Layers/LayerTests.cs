using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Golden.Layers;

/// <summary>Layers declared with attributes can take the place of TorchSharp's own.</summary>
public class LayerTests
{
    private static readonly Dictionary<string, (Func<Module<Tensor, Tensor>> Stock, Func<Module<Tensor, Tensor>> Mine)> s_layers = new()
    {
        ["Linear"] = (() => Linear(3, 2), () => new MyLinear(3, 2)),
        ["Linear without bias"] = (() => Linear(3, 2, hasBias: false), () => new MyLinear(3, 2, hasBias: false)),
        ["BatchNorm1d"] = (() => BatchNorm1d(3), () => new MyBatchNorm1d(3)),
    };

    public static TheoryData<string> Names => [.. s_layers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void They_begin_with_the_same_state(string layer)
    {
        (Module<Tensor, Tensor> stock, Module<Tensor, Tensor> mine) = Create(layer);

        AssertSame(stock, mine);
        Assert.Equal(stock.named_parameters().Select(entry => entry.name), mine.named_parameters().Select(entry => entry.name));
        Assert.Equal(stock.named_buffers().Select(entry => entry.name), mine.named_buffers().Select(entry => entry.name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void They_compute_and_train_the_same(string layer)
    {
        (Module<Tensor, Tensor> stock, Module<Tensor, Tensor> mine) = Create(layer);
        using Tensor input = randn(5, 3);

        foreach (Module<Tensor, Tensor> module in new[] { stock, mine })
        {
            using optim.Optimizer optimizer = optim.SGD(module.parameters().ToArray(), 0.1, momentum: 0.9);
            for (int step = 0; step < 3; step++)
            {
                optimizer.zero_grad();
                module.call(input).pow(2).sum().backward();
                optimizer.step();
            }
        }

        AssertSame(stock, mine);
        stock.eval();
        mine.eval();
        Assert.Equal(Numbers(stock.call(input)), Numbers(mine.call(input)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void They_move_the_same(string layer)
    {
        (Module<Tensor, Tensor> stock, Module<Tensor, Tensor> mine) = Create(layer);

        stock.to(ScalarType.Float64);
        mine.to(ScalarType.Float64);
        AssertSame(stock, mine);
        stock.half();
        mine.half();
        AssertSame(stock, mine);

        mine.to(DeviceType.META);
        stock.to(DeviceType.META);
        StateAssert.On(DeviceType.META, mine);
        Assert.Equal(stock.state_dict().Select(Describe), mine.state_dict().Select(Describe));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_reads_what_the_other_saved(string layer)
    {
        (Module<Tensor, Tensor> stock, Module<Tensor, Tensor> mine) = Create(layer);
        using (no_grad())
        {
            mine.parameters().First().add_(1);
        }

        Copy(mine, stock);
        AssertSame(stock, mine);

        using (no_grad())
        {
            stock.parameters().First().mul_(2);
        }

        Copy(stock, mine);
        AssertSame(stock, mine);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_takes_the_others_state_dict(string layer)
    {
        (Module<Tensor, Tensor> stock, Module<Tensor, Tensor> mine) = Create(layer);
        using (no_grad())
        {
            mine.parameters().First().add_(1);
        }

        stock.load_state_dict(mine.state_dict());
        AssertSame(stock, mine);

        using (no_grad())
        {
            stock.parameters().First().mul_(2);
        }

        mine.load_state_dict(stock.state_dict());
        AssertSame(stock, mine);
    }

    private static (Module<Tensor, Tensor> Stock, Module<Tensor, Tensor> Mine) Create(string layer)
    {
        random.manual_seed(1);
        Module<Tensor, Tensor> stock = s_layers[layer].Stock();
        random.manual_seed(1);
        return (stock, s_layers[layer].Mine());
    }

    private static void Copy(Module from, Module to)
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        from.save(writer);
        file.Position = 0;
        to.load(file);
    }

    private static void AssertSame(Module stock, Module mine)
    {
        Assert.Equal(stock.state_dict().Select(Describe), mine.state_dict().Select(Describe));
        foreach ((string key, Tensor tensor) in stock.state_dict())
        {
            Assert.Equal(Numbers(tensor), Numbers(mine.state_dict()[key]));
        }
    }

    private static string Describe(KeyValuePair<string, Tensor> entry) =>
        $"{entry.Key} {entry.Value.dtype} {entry.Value.device} {entry.Value.requires_grad} [{string.Join(',', entry.Value.shape)}]";

    private static double[] Numbers(Tensor tensor) => [.. tensor.detach().to(ScalarType.Float64).data<double>()];
}
