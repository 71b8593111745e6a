using System;
using System.Buffers;
using System.IO;
using System.Text;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>
/// Writes TorchSharp's file format through one buffer. A tensor that is not in one piece, or on another device, passes
/// through a second buffer of bounded size: TorchSharp refuses the one and copies the other as a whole.
/// </summary>
internal sealed class StateFileWriter(Stream stream) : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private readonly TensorStaging _staging = new();
    private int _end;

    public void WriteNumber(long number)
    {
        Reserve(10);
        while (number >= 0x80)
        {
            _buffer[_end++] = (byte)(number | 0x80);
            number >>= 7;
        }

        _buffer[_end++] = (byte)number;
    }

    public void WriteKey(string key)
    {
        int length = Encoding.UTF8.GetByteCount(key);
        WriteNumber(length);
        Reserve(length);
        _end += Encoding.UTF8.GetBytes(key, 0, key.Length, _buffer, _end);
    }

    public void WriteTensor(torch.Tensor tensor)
    {
        torch.ScalarType dtype = tensor.dtype;
        WriteNumber((long)dtype);
        long rank = tensor.dim();
        WriteNumber(rank);
        for (int dimension = 0; dimension < rank; dimension++)
        {
            WriteNumber(tensor.size(dimension));
        }

        bool isDirect = TensorMemory.IsDirect(tensor);
        if (!isDirect)
        {
            _staging.Reserve(tensor.numel(), dtype);
        }

        TensorMemory.ForEachPart(
            tensor,
            StateFileFormat.ElementSize(dtype),
            isDirect,
            part =>
            {
                WritePart(part, dtype, isDirect);
                return true;
            });
    }

    public void Flush()
    {
        stream.Write(_buffer, 0, _end);
        _end = 0;
    }

    public void Dispose()
    {
        _staging.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private void WritePart(torch.Tensor part, torch.ScalarType dtype, bool isDirect)
    {
        if (isDirect)
        {
            Write(part.bytes);
            return;
        }

        using torch.Tensor elements = _staging.Take(part.numel(), dtype);
        using torch.Tensor shaped = elements.view(part.shape);
        shaped.copy_(part);
        Write(elements.bytes);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
#if NET
        if (bytes.Length >= BufferSize)
        {
            Flush();
            stream.Write(bytes);
            return;
        }
#endif
        while (bytes.Length > 0)
        {
            Reserve(1);
            int count = Math.Min(bytes.Length, BufferSize - _end);
            bytes.Slice(0, count).CopyTo(_buffer.AsSpan(_end));
            _end += count;
            bytes = bytes.Slice(count);
        }
    }

    private void Reserve(int count)
    {
        if (BufferSize - _end < count)
        {
            Flush();
        }
    }
}
