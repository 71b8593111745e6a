using System;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>
/// Reads data into tensors: straight into their memory where that is possible, and through a buffer of bounded size where
/// the dtype, the layout or the device is another one.
/// </summary>
internal sealed class TensorReader(StateStream stream) : IDisposable
{
    private readonly TensorStaging _staging = new();

    /// <summary>Makes room for the buffer, as long as nothing has changed, and says whether none is needed.</summary>
    public bool Prepare(torch.Tensor target, torch.ScalarType dtype)
    {
        if (TensorMemory.IsDirect(target) && target.dtype == dtype)
        {
            return true;
        }

        _staging.Reserve(target.numel(), dtype);
        return false;
    }

    /// <returns>False where the stream ends before.</returns>
    public bool TryFill(torch.Tensor target, torch.ScalarType dtype, bool isDirect) =>
        TensorMemory.ForEachPart(target, StateFileFormat.ElementSize(dtype), isDirect, part => TryFillPart(part, dtype, isDirect));

    public void Dispose() => _staging.Dispose();

    private bool TryFillPart(torch.Tensor part, torch.ScalarType dtype, bool isDirect)
    {
        if (isDirect)
        {
            return stream.TryRead(part.bytes);
        }

        using torch.Tensor elements = _staging.Take(part.numel(), dtype);
        if (!stream.TryRead(elements.bytes))
        {
            return false;
        }

        using torch.Tensor shaped = elements.view(part.shape);
        part.copy_(shaped);
        return true;
    }
}
