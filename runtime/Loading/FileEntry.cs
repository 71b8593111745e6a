using System;
using System.IO;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>One entry of a file: what it is, and where its data are.</summary>
internal sealed class FileEntry(StateStream stream, string key, torch.ScalarType dtype, long[] shape) : CheckpointEntry, IDisposable
{
    private torch.Tensor? _held;

    /// <summary>Where the data begin.</summary>
    public long Offset { get; } = stream.Position;

    public override long[] Shape => shape;

    public override torch.ScalarType Dtype => dtype;

    public override string? Defect => null;

    public override bool Fits(torch.Tensor target) => TorchSize.Fits(shape, target);

    /// <summary>Reads the data now, from a stream that gives them once.</summary>
    /// <returns>False where the stream ends before.</returns>
    public bool TryHold()
    {
        using var reader = new TensorReader(stream);
        _held = torch.empty(shape, dtype, torch.CPU);
        return reader.TryFill(_held, dtype, isDirect: true);
    }

    public override torch.Tensor Take()
    {
        torch.Tensor? tensor = _held;
        _held = null;
        if (tensor is not null)
        {
            return tensor;
        }

        using var reader = new TensorReader(stream);
        tensor = torch.empty(shape, dtype, torch.CPU);
        Read(tensor, reader, isDirect: true);
        return tensor;
    }

    public void CopyTo(torch.Tensor target, TensorReader reader, bool isDirect)
    {
        if (_held is null)
        {
            Read(target, reader, isDirect);
            return;
        }

        using torch.Tensor view = _held.view(target.shape);
        target.copy_(view);
    }

    public void Dispose() => _held?.Dispose();

    private void Read(torch.Tensor target, TensorReader reader, bool isDirect)
    {
        stream.Seek(Offset);
        if (!reader.TryFill(target, dtype, isDirect))
        {
            throw new InvalidDataException(
                $"The file has become shorter while it was read, and ends within \"{key}\" now. The entries before it are loaded.");
        }
    }
}
