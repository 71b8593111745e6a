namespace TorchSharp.Generators.Runtime;

/// <content>The three forms into which TorchSharp turns every <c>.to</c>, <c>.cuda</c>, <c>.cpu</c>, <c>.half</c>, ...</content>
public sealed partial class ModuleState
{
    /// <summary>Moves the module to a device and a dtype.</summary>
    public torch.nn.Module To(torch.Device device, torch.ScalarType dtype, bool nonBlocking) => To(new TransferTarget(dtype, device.type, device.index, nonBlocking));

    /// <summary>Moves the module to a device. Unlike TorchSharp it looks again where the device is the one it was moved to last.</summary>
    public torch.nn.Module To(DeviceType deviceType, int deviceIndex, bool nonBlocking) =>
        To(new TransferTarget(null, deviceType, deviceIndex, nonBlocking));

    /// <summary>Converts the floating point and complex tensors of the module.</summary>
    public torch.nn.Module To(torch.ScalarType dtype, bool nonBlocking) => To(new TransferTarget(dtype, null, -1, nonBlocking));

    private torch.nn.Module To(TransferTarget target)
    {
        if (!ModuleTransfer.Includes(_module) && TransferCheck.IsNeeded(_module, target))
        {
            ModuleTransfer.Run(_module, target);
        }

        return _module;
    }
}
