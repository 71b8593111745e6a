using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>
/// Reads a stream through one buffer. One that can seek is read ahead, and back to front where need be; of one that
/// cannot, no byte is taken that was not asked for: it may be somebody else's.
/// </summary>
internal sealed class StateStream : IDisposable
{
    private const int BufferSize = 1 << 16;

    /// <summary>The most that a file's format is recognized by.</summary>
    private const int HeadSize = 16;

    private readonly Stream _stream;
    private readonly long _start;
    private readonly long _length = long.MaxValue;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private readonly List<byte> _head = [];
    private int _next;
    private int _end;

    public StateStream(Stream stream)
    {
        _stream = stream;
        CanSeek = stream.CanSeek;
        if (CanSeek)
        {
            // Once: a file asks the operating system each time.
            _start = stream.Position;
            _length = Math.Max(0, stream.Length - _start);
        }
    }

    public bool CanSeek { get; }

    /// <summary>Counted from where the reading began.</summary>
    public long Position { get; private set; }

    /// <summary>How much is left. Of a stream that cannot seek that is unknown, and as much as can be.</summary>
    public long Remaining => CanSeek ? _length - Position : long.MaxValue;

    /// <returns>-1 at the end.</returns>
    public int ReadByte()
    {
        if (_next == _end && !Fill(1))
        {
            return -1;
        }

        Position++;
        return _buffer[_next++];
    }

    /// <summary>The next bytes, which are there until something else is read.</summary>
    /// <param name="count">At most a few thousand.</param>
    /// <param name="bytes">Fewer where the stream ends.</param>
    public bool TryRead(int count, out ArraySegment<byte> bytes)
    {
        while (_end - _next < count && Fill(count - (_end - _next)))
        {
        }

        bytes = new ArraySegment<byte>(_buffer, _next, Math.Min(count, _end - _next));
        _next += bytes.Count;
        Position += bytes.Count;
        return bytes.Count == count;
    }

    /// <returns>False where the stream ends before.</returns>
    public bool TryRead(Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            int read = Math.Min(destination.Length, _end - _next);
            if (read > 0)
            {
                _buffer.AsSpan(_next, read).CopyTo(destination);
                _next += read;
            }
#if NET
            else if (destination.Length >= BufferSize)
            {
                read = _stream.Read(destination);
                _next = _end = 0;
            }
#endif
            else if (Fill(Math.Min(destination.Length, _buffer.Length)))
            {
                continue;
            }

            if (read == 0)
            {
                return false;
            }

            Position += read;
            destination = destination.Slice(read);
        }

        return true;
    }

    /// <returns>False where the stream ends before.</returns>
    public bool TrySkip(long count)
    {
        int buffered = (int)Math.Min(count, _end - _next);
        _next += buffered;
        Position += buffered;
        count -= buffered;
        if (CanSeek && count > 0)
        {
            Seek(Position + count);
            return Position <= _length;
        }

        while (count > 0 && Fill((int)Math.Min(count, _buffer.Length)))
        {
            int read = (int)Math.Min(count, _end - _next);
            _next += read;
            Position += read;
            count -= read;
        }

        return count == 0;
    }

    /// <summary>Goes to a position in a stream that can seek.</summary>
    public void Seek(long position)
    {
        long place = _next + position - Position;
        if (place >= 0 && place <= _end)
        {
            _next = (int)place;
        }
        else
        {
            _stream.Position = _start + position;
            _next = _end = 0;
        }

        Position = position;
    }

    /// <summary>Leaves the stream behind the last byte that was read: more may follow in it.</summary>
    public void Finish()
    {
        if (_next < _end)
        {
            _stream.Position = _start + Position;
            _next = _end = 0;
        }
    }

    /// <summary>The first bytes of all, as far as they are still known.</summary>
    public IReadOnlyList<byte> Head()
    {
        if (CanSeek)
        {
            Seek(0);
        }

        while (_head.Count < HeadSize && _head.Count == Position + (_end - _next) && Fill(HeadSize - _head.Count))
        {
        }

        return _head;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private bool Fill(int wanted)
    {
        if (_next > 0)
        {
            Buffer.BlockCopy(_buffer, _next, _buffer, 0, _end - _next);
            (_next, _end) = (0, _end - _next);
        }

        bool first = _head.Count == Position + _end;
        int read = _stream.Read(_buffer, _end, CanSeek ? _buffer.Length - _end : wanted);
        for (int i = 0; first && i < read && _head.Count < HeadSize; i++)
        {
            _head.Add(_buffer[_end + i]);
        }

        _end += read;
        return read > 0;
    }
}
