using System;
using System.Collections.Generic;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>The buffers through which data pass that a tensor does not hold as a file does: one for each dtype, of bounded size.</summary>
internal sealed class TensorStaging : IDisposable
{
    private readonly Dictionary<torch.ScalarType, torch.Tensor> _buffers = [];

    /// <summary>Makes room for parts of a tensor of so many elements.</summary>
    public void Reserve(long elements, torch.ScalarType dtype)
    {
        long size = Math.Min(elements, TensorMemory.StagingSize / StateFileFormat.ElementSize(dtype));
        if (_buffers.TryGetValue(dtype, out torch.Tensor? buffer) && buffer.numel() >= size)
        {
            return;
        }

        buffer?.Dispose();
        _buffers[dtype] = torch.empty([size], dtype, torch.CPU);
    }

    /// <summary>The first elements of the buffer.</summary>
    public torch.Tensor Take(long elements, torch.ScalarType dtype) => _buffers[dtype].narrow(0, 0, elements);

    public void Dispose()
    {
        foreach (torch.Tensor buffer in _buffers.Values)
        {
            buffer.Dispose();
        }
    }
}
