using System;
using TorchSharp.Generators.Runtime.Reading;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>Where a move goes: a dtype for floating and complex tensors, a device for all, or both.</summary>
internal readonly struct TransferTarget
{
    /// <exception cref="ArgumentException">The dtype is neither floating point nor complex.</exception>
    /// <exception cref="InvalidOperationException">The device is not there.</exception>
    public TransferTarget(torch.ScalarType? dtype, DeviceType? deviceType, int deviceIndex, bool nonBlocking)
    {
        if (dtype is { } type && !IsFloatingOrComplex(type))
        {
            throw new ArgumentException(
                $"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={type}", nameof(dtype));
        }

        Dtype = dtype;
        DeviceType = deviceType;
        NonBlocking = nonBlocking;
        if (deviceType is { } wanted)
        {
            RequireAvailable(wanted);

            // Only CUDA devices have an index in TorchSharp, and "cuda" without one is "cuda:0": a tensor on cuda:0 asked to
            // go to "cuda" must be found to be there already.
            DeviceIndex = wanted == TorchSharp.DeviceType.CUDA ? Math.Max(deviceIndex, 0) : -1;
            if (DeviceIndex > 0 && DeviceIndex >= torch.cuda.device_count())
            {
                throw new InvalidOperationException(
                    $"There is no cuda:{DeviceIndex}: this host has {torch.cuda.device_count()} CUDA device(s).");
            }
        }
    }

    public torch.ScalarType? Dtype { get; }

    public DeviceType? DeviceType { get; }

    public int DeviceIndex { get; }

    public bool NonBlocking { get; }

    /// <summary>Null for a move of the dtype alone.</summary>
    public torch.Device? Device => DeviceType is { } type ? new torch.Device(type, DeviceIndex) : null;

    /// <summary>Whether a move to another dtype converts <paramref name="tensor"/>: integers and booleans stay what they are.</summary>
    public static bool HasConvertibleDtype(torch.Tensor tensor) => IsFloatingOrComplex(tensor.dtype);

    /// <summary>Whether <paramref name="tensor"/> is not yet what this asks for.</summary>
    public bool Changes(torch.Tensor tensor, bool keepDtype) => (!keepDtype && ChangesDtype(tensor)) || ChangesDevice(tensor);

    /// <summary>A move of the device alone does not ask for the dtype, which TorchSharp looks up in a native call.</summary>
    public bool ChangesDtype(torch.Tensor tensor) =>
        Dtype is { } dtype && tensor.dtype is var own && own != dtype && IsFloatingOrComplex(own);

    public bool ChangesDevice(torch.Tensor tensor) =>
        DeviceType is { } type
        && (tensor.device_type != type || (type == TorchSharp.DeviceType.CUDA && tensor.device_index != DeviceIndex));

    public bool CrossesMeta(torch.Tensor tensor) =>
        DeviceType is { } type
        && (tensor.device_type == TorchSharp.DeviceType.META) != (type == TorchSharp.DeviceType.META);

    /// <summary>
    /// libtorch lets a tensor take over the data of another one unless exactly one of the two is on <c>meta</c> or either is
    /// sparse. It would do so under the result of a computation too, whose gradient then has another dtype than its graph.
    /// </summary>
    public bool CanChangeInPlace(torch.Tensor tensor) =>
        !CrossesMeta(tensor) && tensor.is_leaf && !tensor.is_sparse && !InferenceTensor.Is(tensor);

    public torch.ScalarType DtypeFor(torch.ScalarType own, bool keepDtype) =>
        !keepDtype && Dtype is { } dtype && IsFloatingOrComplex(own) ? dtype : own;

    public torch.Tensor Convert(torch.Tensor tensor, torch.ScalarType dtype) =>
        Device is { } device
            ? tensor.to(dtype, device, copy: false, disposeAfter: false, NonBlocking)
            : tensor.to(dtype, copy: false, disposeAfter: false, NonBlocking);

    private static void RequireAvailable(DeviceType type)
    {
        if (type == TorchSharp.DeviceType.CUDA && !torch.cuda.is_available())
        {
            throw new InvalidOperationException("CUDA is not available.");
        }

        torch.InitializeDeviceType(type);
    }

    private static bool IsFloatingOrComplex(torch.ScalarType type) =>
        type is torch.ScalarType.Float16 or torch.ScalarType.BFloat16 or torch.ScalarType.Float32 or torch.ScalarType.Float64
            or torch.ScalarType.ComplexFloat32 or torch.ScalarType.ComplexFloat64;
}
