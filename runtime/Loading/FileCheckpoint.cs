using System;
using System.Collections.Generic;
using System.IO;
using TorchSharp.Generators.Runtime.Registration;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>
/// The entries of a file. Keys, dtypes, shapes and the places of the data are read first, and the data only when all of it
/// is known to fit and to be there: straight into the module's tensors. A stream that cannot seek gives its data once, so
/// what will be copied is held until the end has been seen.
/// </summary>
internal sealed class FileCheckpoint : Checkpoint, IDisposable
{
    private readonly Dictionary<string, FileEntry> _entries = [];
    private readonly StateStream _stream;
    private long _end;

    private FileCheckpoint(StateStream stream) => _stream = stream;

    public override int Count => _entries.Count;

    public override IEnumerable<string> Keys => _entries.Keys;

    /// <param name="reader">Stands at the first byte.</param>
    /// <param name="wants">Whether an entry will be copied. Of the others only the shape is kept.</param>
    /// <exception cref="InvalidDataException">The file is truncated, corrupt, or none of TorchSharp's.</exception>
    public static FileCheckpoint Read(BinaryReader reader, Func<string, long[], bool> wants)
    {
        var file = new FileCheckpoint(new StateStream(reader.BaseStream));
        try
        {
            file.ReadEntries(wants);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override CheckpointEntry? Find(string key) => _entries.TryGetValue(key, out FileEntry? entry) ? entry : null;

    /// <remarks>
    /// In the order of the file, which is not always the module's, so that it is read in one go. The values of a tied tensor
    /// that do not count are not read.
    /// </remarks>
    public override void Copy(List<EntryCopy> copies)
    {
        using var reader = new TensorReader(_stream);
        List<(FileEntry Entry, torch.Tensor Target, bool IsDirect)> reads = Plan(copies, reader);
        foreach ((FileEntry entry, torch.Tensor target, bool isDirect) in reads)
        {
            entry.CopyTo(target, reader, isDirect);
        }
    }

    /// <summary>Leaves the stream behind the last entry: more may follow in it.</summary>
    public void Finish()
    {
        if (_stream.CanSeek)
        {
            _stream.Seek(_end);
            _stream.Finish();
        }
    }

    public void Dispose()
    {
        foreach (FileEntry entry in _entries.Values)
        {
            entry.Dispose();
        }

        _stream.Dispose();
    }

    private static List<(FileEntry Entry, torch.Tensor Target, bool IsDirect)> Plan(List<EntryCopy> copies, TensorReader reader)
    {
        var places = new Dictionary<torch.Tensor, int>(copies.Count, TensorIdentity.Instance);
        var reads = new List<(FileEntry Entry, torch.Tensor Target, bool IsDirect)>(copies.Count);
        long offset = 0;
        bool isInOrder = true;
        foreach ((_, torch.Tensor target, CheckpointEntry source) in copies)
        {
            var entry = (FileEntry)source;
            isInOrder &= entry.Offset >= offset;
            offset = entry.Offset;
            if (places.TryGetValue(target, out int place))
            {
                reads[place] = (entry, target, reader.Prepare(target, entry.Dtype));
                isInOrder = false;
                continue;
            }

            places.Add(target, reads.Count);
            reads.Add((entry, target, reader.Prepare(target, entry.Dtype)));
        }

        if (!isInOrder)
        {
            reads.Sort(static (left, right) => left.Entry.Offset.CompareTo(right.Entry.Offset));
        }

        return reads;
    }

    private void ReadEntries(Func<string, long[], bool> wants)
    {
        var reader = new StateFileReader(_stream);
        long count = reader.ReadCount();
        for (long i = 0; i < count; i++)
        {
            string key = reader.ReadKey();
            if (_entries.ContainsKey(key))
            {
                throw reader.Corrupt("the key stands in the file a second time");
            }

            torch.ScalarType dtype = reader.ReadDtype();
            long[] shape = reader.ReadShape(dtype, out long size);
            var entry = new FileEntry(_stream, key, dtype, shape);
            _entries.Add(key, entry);
            if (_stream.CanSeek || !wants(key, shape))
            {
                reader.SkipData(size);
            }
            else if (!entry.TryHold())
            {
                throw reader.Corrupt("the file ends within its data");
            }
        }

        _end = _stream.Position;
    }
}
