using System;

namespace TorchSharp.Generators.Runtime;

/// <summary>Where a move goes: a dtype for floating and complex tensors, a device for all, or both.</summary>
internal sealed class TransferTarget
{
    /// <exception cref="ArgumentException">The dtype is neither floating point nor complex.</exception>
    /// <exception cref="InvalidOperationException">The device is not there.</exception>
    public TransferTarget(torch.ScalarType? dtype, torch.Device? device, bool nonBlocking)
    {
        if (dtype is { } type && !IsFloatingOrComplex(type))
        {
            throw new ArgumentException($"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={type}", nameof(dtype));
        }

        Dtype = dtype;
        Device = device is null ? null : Available(device);
        NonBlocking = nonBlocking;
    }

    public torch.ScalarType? Dtype { get; }

    public torch.Device? Device { get; }

    public bool NonBlocking { get; }

    public torch.ScalarType DtypeFor(torch.Tensor tensor, bool keepDtype)
    {
        torch.ScalarType own = tensor.dtype;
        return Dtype is { } dtype && !keepDtype && IsFloatingOrComplex(own) ? dtype : own;
    }

    public bool HasOtherDevice(torch.Tensor tensor) =>
        Device is not null
        && (tensor.device_type != Device.type || (Device.type == DeviceType.CUDA && tensor.device_index != Device.index));

    /// <summary>
    /// Only CUDA devices have an index in TorchSharp, and <c>cuda</c> without one is <c>cuda:0</c>: a tensor on cuda:0 asked
    /// to go to <c>cuda</c> must be found to be there already.
    /// </summary>
    private static torch.Device Available(torch.Device device)
    {
        if (device.type == DeviceType.CUDA && !torch.cuda.is_available())
        {
            throw new InvalidOperationException("CUDA is not available.");
        }

        torch.InitializeDeviceType(device.type);
        return device.type == DeviceType.CUDA
            ? new torch.Device(DeviceType.CUDA, Math.Max(device.index, 0))
            : new torch.Device(device.type);
    }

    private static bool IsFloatingOrComplex(torch.ScalarType type) =>
        type is torch.ScalarType.Float16 or torch.ScalarType.BFloat16 or torch.ScalarType.Float32 or torch.ScalarType.Float64
            or torch.ScalarType.ComplexFloat32 or torch.ScalarType.ComplexFloat64;
}
