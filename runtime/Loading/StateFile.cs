using System;
using System.Collections.Generic;
using System.IO;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>
/// The entries of a file in TorchSharp's format: their number, then of each the key, the dtype, the shape and the bytes.
/// All is read before a module changes, so a file that breaks off leaves the module as it was.
/// </summary>
internal sealed class StateFile : IDisposable
{
    private readonly Dictionary<string, torch.Tensor?> _entries = [];

    private StateFile()
    {
    }

    public IReadOnlyDictionary<string, torch.Tensor?> Entries => _entries;

    /// <param name="reader">Stands at the first byte, and afterwards behind the last one: more may follow in the same stream.</param>
    /// <param name="wants">Whether an entry will be copied. Of the others only the shape is kept.</param>
    /// <exception cref="InvalidDataException">The file is truncated, corrupt, or none of TorchSharp's.</exception>
    public static StateFile Read(BinaryReader reader, Func<string, long[], bool> wants)
    {
        var file = new StateFile();
        try
        {
            file.ReadEntries(new StateFileReader(reader), wants);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (torch.Tensor? tensor in _entries.Values)
        {
            tensor?.Dispose();
        }
    }

    private void ReadEntries(StateFileReader reader, Func<string, long[], bool> wants)
    {
        long count = reader.ReadCount();
        for (long i = 0; i < count; i++)
        {
            reader.Entry = $"entry {i + 1} of {count}";
            string key = reader.ReadKey();
            reader.Entry = $"\"{key}\" (entry {i + 1} of {count})";
            if (_entries.ContainsKey(key))
            {
                throw reader.Corrupt("the key stands in the file a second time");
            }

            torch.ScalarType dtype = reader.ReadDtype();
            long[] shape = reader.ReadShape(dtype);
            _entries.Add(key, wants(key, shape) ? reader.ReadData(shape, dtype) : reader.SkipData(shape, dtype));
        }
    }
}
