using System;
using System.IO;
using System.Linq;
using System.Text;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>
/// Reads the parts of TorchSharp's file format and believes no size in it before it is compared with what is left of the
/// stream. What is left of a stream that cannot seek is unknown: there only as much is allocated as the model has itself.
/// </summary>
internal sealed class StateFileReader(BinaryReader reader)
{
    private const int MaxKeyLength = 4096;
    private const int MaxRank = 64;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ForeignFormat _format = new();
    private long _position;

    /// <summary>What is being read, for messages.</summary>
    public string Entry { get; set; } = "the number of entries";

    public long ReadCount()
    {
        long count = ReadNumber();

        // An entry has at least a key length, a dtype and a rank.
        return count <= Remaining / 3 ? count : throw Corrupt($"it claims {count} entries, more than the rest of the file can hold");
    }

    public string ReadKey()
    {
        long length = ReadNumber();
        if (length == 0 || length > Math.Min(MaxKeyLength, Remaining))
        {
            throw Corrupt($"it claims a key of {length} bytes");
        }

        try
        {
            string key = s_utf8.GetString(ReadBytes((int)length));

            // Bytes of another format often decode to something; it would stand as a "key" in the message.
            return key.Any(char.IsControl) ? throw Corrupt("its key has control characters") : key;
        }
        catch (DecoderFallbackException)
        {
            throw Corrupt("its key is not UTF-8 text");
        }
    }

    public torch.ScalarType ReadDtype()
    {
        long dtype = ReadNumber();
        return dtype <= sbyte.MaxValue && ElementSize((torch.ScalarType)dtype) > 0
            ? (torch.ScalarType)dtype
            : throw Corrupt($"it has the unknown dtype {dtype}");
    }

    public long[] ReadShape(torch.ScalarType dtype)
    {
        long rank = ReadNumber();
        if (rank > MaxRank)
        {
            throw Corrupt($"it claims {rank} dimensions");
        }

        long[] shape = new long[rank];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = ReadNumber();
        }

        return SizeOf(shape, dtype) <= Remaining
            ? shape
            : throw Corrupt($"the shape {TorchSize.Format(shape)} of {dtype} needs more bytes than the {Remaining} that are left");
    }

    public torch.Tensor ReadData(long[] shape, torch.ScalarType dtype)
    {
        torch.Tensor tensor = torch.empty(shape, dtype, torch.CPU);
        try
        {
            tensor.ReadBytesFromStream(reader.BaseStream, bufferSize: 1 << 16);
        }
        catch (EndOfStreamException)
        {
            tensor.Dispose();
            throw Corrupt("the file ends within its data");
        }

        _position += SizeOf(shape, dtype);
        return tensor;
    }

    /// <summary>A stand-in of the right shape that takes no memory.</summary>
    public torch.Tensor SkipData(long[] shape, torch.ScalarType dtype)
    {
        byte[] buffer = new byte[1 << 12];
        long left = SizeOf(shape, dtype);
        if (reader.BaseStream.CanSeek)
        {
            reader.BaseStream.Seek(left, SeekOrigin.Current);
            _position += left;
            left = 0;
        }

        while (left > 0)
        {
            int read = reader.BaseStream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
            {
                throw Corrupt("the file ends within its data");
            }

            left -= read;
            _position += read;
        }

        using torch.Tensor scalar = torch.empty([], dtype, torch.CPU);
        return scalar.expand(shape);
    }

    public InvalidDataException Corrupt(string reason)
    {
        _format.Add(reader.ReadBytes(_format.Missing));
        return new($"Not a TorchSharp state file, or a damaged one: at byte {_position}, reading {Entry}, {reason}. The module is unchanged.{_format.Hint}");
    }

    /// <summary>LEB128, as in all of the format, <c>BinaryWriter</c>'s string lengths included.</summary>
    private long ReadNumber()
    {
        long number = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            byte next = ReadBytes(1)[0];
            number |= (next & 0x7FL) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw Corrupt("a number has too many bytes");
    }

    private byte[] ReadBytes(int count)
    {
        byte[] bytes = reader.ReadBytes(count);
        _format.Add(bytes);
        _position += bytes.Length;
        return bytes.Length == count ? bytes : throw Corrupt("the file ends");
    }

    private long Remaining => reader.BaseStream is { CanSeek: true } stream ? stream.Length - stream.Position : long.MaxValue;

    private long SizeOf(long[] shape, torch.ScalarType dtype)
    {
        long size = ElementSize(dtype);
        foreach (long length in shape)
        {
            if (length > 0 && size > long.MaxValue / length)
            {
                throw Corrupt($"the shape {TorchSize.Format(shape)} is impossible");
            }

            size *= length;
        }

        return size;
    }

    /// <summary>0 for what no file of TorchSharp's holds.</summary>
    private static int ElementSize(torch.ScalarType dtype) => dtype switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool => 1,
        torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 => 4,
        torch.ScalarType.Int64 or torch.ScalarType.Float64 or torch.ScalarType.ComplexFloat32 => 8,
        torch.ScalarType.ComplexFloat64 => 16,
        _ => 0,
    };
}
