using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Transfer;

public class CudaTests
{
    private const string NoCuda = "No CUDA device; run with -p:TorchBackend=cuda on a host that has one.";

    [Fact]
    public void State_moves_in_place_and_comes_back()
    {
        Assert.SkipUnless(cuda.is_available(), NoCuda);
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

    [Fact]
    public void An_optimizer_built_before_the_move_goes_on()
    {
        Assert.SkipUnless(cuda.is_available(), NoCuda);
        using var leaf = new Leaf();
        using optim.Optimizer optimizer = optim.Adam(leaf.parameters(), 0.1);

        leaf.cuda();
        leaf.call(ones(1, 3, device: CUDA)).sum().backward();
        optimizer.step();

        Assert.Equal(DeviceType.CUDA, leaf.Weight.device_type);
        Assert.NotEqual(0f, leaf.Weight[0, 0].item<float>());
    }
}
