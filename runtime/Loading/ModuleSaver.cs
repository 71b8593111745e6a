using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>Saves a module in TorchSharp's file format.</summary>
internal static class ModuleSaver
{
    /// <exception cref="InvalidOperationException">A tensor cannot be saved; there is no file, and one that was there is as it
    /// was.</exception>
    public static void Save(torch.nn.Module module, string location, IList<string>? skip)
    {
        List<KeyValuePair<string, torch.Tensor>> entries = EntriesOf(module, skip);

        // What is written goes through the writer's own buffer.
        using var stream = new FileStream(location, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1);
        Write(stream, entries);
    }

    /// <exception cref="InvalidOperationException">A tensor cannot be saved; nothing has been written.</exception>
    public static void Save(torch.nn.Module module, Stream stream, IList<string>? skip)
    {
        _ = stream ?? throw new ArgumentNullException(nameof(stream));
        Write(stream, EntriesOf(module, skip));
    }

    /// <summary>
    /// All that can be wrong is found before the first byte is written: the last good file may be the one to be replaced.
    /// </summary>
    private static List<KeyValuePair<string, torch.Tensor>> EntriesOf(torch.nn.Module module, IList<string>? skip)
    {
        Dictionary<string, torch.Tensor> state = module.state_dict();
        HashSet<string> skipped = [.. skip ?? []];
        var entries = new List<KeyValuePair<string, torch.Tensor>>(state.Count);
        foreach (KeyValuePair<string, torch.Tensor> entry in state)
        {
            if (skipped.Count > 0 && skipped.Contains(entry.Key))
            {
                continue;
            }

            if (Defect(entry.Key, entry.Value) is { } defect)
            {
                throw new InvalidOperationException(
                    $"{module.GetType().Name.Split('`')[0]}.{entry.Key} {defect}, so the module cannot be saved. Nothing has been written.");
            }

            entries.Add(entry);
        }

        return entries;
    }

    private static string? Defect(string key, torch.Tensor tensor) =>
        tensor.IsInvalid ? "is disposed"
        : tensor.device_type == DeviceType.META ? "is on meta and has no data"
        : tensor.is_sparse ? "is sparse, which TorchSharp's file format does not hold"
        : StateFileFormat.ElementSize(tensor.dtype) == 0 ? $"is of dtype {tensor.dtype}, which TorchSharp's file format does not hold"
        : Encoding.UTF8.GetByteCount(key) > StateFileFormat.MaxKeyLength ? $"has a key of more than {StateFileFormat.MaxKeyLength} bytes"
        : null;

    private static void Write(Stream stream, List<KeyValuePair<string, torch.Tensor>> entries)
    {
        using var writer = new StateFileWriter(stream);
        using (torch.no_grad())
        {
            writer.WriteNumber(entries.Count);
            foreach (KeyValuePair<string, torch.Tensor> entry in entries)
            {
                writer.WriteKey(entry.Key);
                writer.WriteTensor(entry.Value);
            }
        }

        writer.Flush();
    }
}
