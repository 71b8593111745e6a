using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Analyzers.Tests.AtRunTime;

/// <summary>
/// What the programs do that TSG1007, TSG1011 and TSG1012 report, beside their twins that look alike and work. The meta
/// device stands for a GPU: it takes a module away from the CPU on every machine.
/// </summary>
public class ForwardTests
{
    private const string TwoDevices = "Expected all tensors to be on the same device";

    [Fact]
    public void TSG1011_tensor_on_the_default_device_meets_the_input()
    {
        var flagged = Assert.Throws<ExternalException>(() => new MaskOnDefaultDevice().call(OnMeta()));
        Assert.Contains(TwoDevices, flagged.Message, StringComparison.Ordinal);

        Assert.Equal(DeviceType.META, new MaskOnInputDevice().call(OnMeta()).device_type);
    }

    [Fact]
    public void TSG1011_tensor_without_dimensions_and_index_may_come_from_the_CPU()
    {
        Assert.Equal(DeviceType.META, (OnMeta() * tensor(2.0f)).device_type);
        Assert.Equal(DeviceType.META, OnMeta()[arange(2)].device_type);
    }

    [Fact]
    public void TSG1012_tensor_stays_where_it_is_and_module_moves_in_place()
    {
        Tensor x = ones(2);
        x.to(DeviceType.META);
        Assert.Equal(DeviceType.CPU, x.device_type);

        x = x.to(DeviceType.META);
        Assert.Equal(DeviceType.META, x.device_type);

        Linear module = Linear(2, 2);
        module.to(DeviceType.META);
        Assert.Equal(DeviceType.META, module.weight.device_type);
    }

    [Fact]
    public void TSG1007_non_persistent_buffer_stays_behind()
    {
        var flagged = new NonPersistent(persistent: false);
        flagged.to(DeviceType.META);
        Assert.Equal(DeviceType.CPU, flagged.cache.device_type);
        var error = Assert.Throws<ExternalException>(() => flagged.call(OnMeta()));
        Assert.Contains(TwoDevices, error.Message, StringComparison.Ordinal);

        var silent = new NonPersistent(persistent: true);
        silent.to(DeviceType.META);
        Assert.Equal(DeviceType.META, silent.cache.device_type);
        Assert.Equal(DeviceType.META, silent.call(OnMeta()).device_type);
    }

    private static Tensor OnMeta() => ones(2, 2, device: META);

    private sealed class MaskOnDefaultDevice() : Module<Tensor, Tensor>("flagged")
    {
        public override Tensor forward(Tensor x) => x + triu(ones(2, 2), diagonal: 1);
    }

    private sealed class MaskOnInputDevice() : Module<Tensor, Tensor>("silent")
    {
        public override Tensor forward(Tensor x) => x + triu(ones(2, 2, device: x.device), diagonal: 1);
    }

    private sealed class NonPersistent : Module<Tensor, Tensor>
    {
        public Tensor cache = ones(2);

        public NonPersistent(bool persistent)
            : base("n")
        {
            register_buffer("cache", cache, persistent: persistent);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => x + cache;
    }
}
