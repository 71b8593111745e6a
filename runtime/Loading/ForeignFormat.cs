using System.Collections.Generic;
using System.Linq;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>Recognizes by its first bytes a file of another library that was given in place of TorchSharp's.</summary>
internal static class ForeignFormat
{
    /// <summary>A sentence on what the file is, empty where that is unknown.</summary>
    public static string Describe(IReadOnlyList<byte> head) =>
        StartsWith(head, (byte)'P', (byte)'K', 3, 4) ? " It looks like a file of PyTorch's torch.save."
        : StartsWith(head, 0x80, 2) ? " It looks like a Python pickle."
        : StartsWith(head, 0x89, (byte)'H', (byte)'D', (byte)'F') ? " It looks like an HDF5 file."
        : StartsWith(head, (byte)'G', (byte)'G', (byte)'U', (byte)'F') ? " It looks like a GGUF file."
        : head.Count > 8 && head[8] == '{' && head[7] == 0 ? " It looks like a safetensors file."
        : "";

    private static bool StartsWith(IReadOnlyList<byte> head, params byte[] magic) => head.Take(magic.Length).SequenceEqual(magic);
}
