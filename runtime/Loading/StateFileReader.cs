using System;
using System.IO;
using System.Text;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>
/// Reads the parts of TorchSharp's file format and believes no size in it before it is compared with what is left of the
/// stream. What is left of a stream that cannot seek is unknown: there only as much is allocated as the model has itself.
/// </summary>
internal sealed class StateFileReader(StateStream stream)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private long _count;
    private long _index;
    private string? _key;

    /// <summary>Where that begins which is being read, for messages.</summary>
    private long _place;

    public long ReadCount()
    {
        _place = stream.Position;
        long count = ReadNumber();

        // An entry has at least a key of one byte with its length, a dtype and a rank.
        return count <= stream.Remaining / 4
            ? _count = count
            : throw Corrupt($"it claims {count} entries, more than the rest of the file can hold");
    }

    /// <summary>Begins the next entry.</summary>
    public string ReadKey()
    {
        _place = stream.Position;
        _index++;
        _key = null;
        long length = ReadNumber();
        if (length == 0 || length > Math.Min(StateFileFormat.MaxKeyLength, stream.Remaining))
        {
            throw Corrupt($"it claims a key of {length} bytes");
        }

        if (!stream.TryRead((int)length, out ArraySegment<byte> bytes))
        {
            throw Corrupt("the file ends");
        }

        try
        {
            _key = s_utf8.GetString(bytes.Array!, bytes.Offset, bytes.Count);
        }
        catch (DecoderFallbackException)
        {
            throw Corrupt("its key is not UTF-8 text");
        }

        foreach (char character in _key)
        {
            if (char.IsControl(character))
            {
                // Bytes of another format often decode to something; it would stand as a "key" in the message.
                _key = null;
                throw Corrupt("its key has control characters");
            }
        }

        return _key;
    }

    public torch.ScalarType ReadDtype()
    {
        _place = stream.Position;
        long dtype = ReadNumber();
        return dtype <= sbyte.MaxValue && StateFileFormat.ElementSize((torch.ScalarType)dtype) > 0
            ? (torch.ScalarType)dtype
            : throw Corrupt($"it has the unknown dtype {dtype}");
    }

    /// <param name="dtype">The dtype of the entry.</param>
    /// <param name="size">How many bytes of data follow.</param>
    public long[] ReadShape(torch.ScalarType dtype, out long size)
    {
        _place = stream.Position;
        long rank = ReadNumber();
        if (rank > StateFileFormat.MaxRank)
        {
            throw Corrupt($"it claims {rank} dimensions");
        }

        long[] shape = rank == 0 ? [] : new long[rank];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = ReadNumber();
        }

        size = SizeOf(shape, dtype);
        if (size > stream.Remaining)
        {
            throw Corrupt($"the shape {TorchSize.Format(shape)} of {dtype} needs more bytes than the {stream.Remaining} that are left");
        }

        _place = stream.Position;
        return shape;
    }

    /// <summary>Goes behind the data of the entry.</summary>
    public void SkipData(long size)
    {
        if (!stream.TrySkip(size))
        {
            throw Corrupt("the file ends within its data");
        }
    }

    public InvalidDataException Corrupt(string reason)
    {
        string entry = _index == 0 ? "the number of entries"
            : _key is null ? $"entry {_index} of {_count}"
            : $"\"{_key}\" (entry {_index} of {_count})";
        return new(
            $"Not a TorchSharp state file, or a damaged one: at byte {_place}, reading {entry}, {reason}. The module is unchanged.{ForeignFormat.Describe(stream.Head())}");
    }

    private long ReadNumber()
    {
        long number = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            int next = stream.ReadByte();
            if (next < 0)
            {
                throw Corrupt("the file ends");
            }

            number |= (next & 0x7FL) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw Corrupt("a number has too many bytes");
    }

    private long SizeOf(long[] shape, torch.ScalarType dtype)
    {
        long size = StateFileFormat.ElementSize(dtype);
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
}
