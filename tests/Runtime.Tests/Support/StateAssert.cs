using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Support;

internal static class StateAssert
{
    public static void Keys(nn.Module module, params string[] expected) => Assert.Equal(expected, module.state_dict().Keys);

    /// <summary>Where every parameter and every buffer is, non-persistent ones included.</summary>
    public static void On(DeviceType device, nn.Module module) =>
        Assert.All(Tensors(module), entry => Assert.Equal((entry.Name, device), (entry.Name, entry.Tensor.device_type)));

    public static void Has(ScalarType dtype, nn.Module module) =>
        Assert.All(Tensors(module), entry => Assert.Equal((entry.Name, dtype), (entry.Name, entry.Tensor.dtype)));

    public static (string Name, Tensor Tensor)[] Tensors(nn.Module module)
    {
        (string, Tensor)[] tensors =
        [
            .. module.named_parameters().Select(entry => (entry.name, (Tensor)entry.parameter)),
            .. module.named_buffers(include_nonpersistent: true).Select(entry => (entry.name, entry.buffer)),
        ];
        Assert.NotEmpty(tensors);
        return tensors;
    }
}
