using System.Collections.Generic;
using System.Linq;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>Recognizes by its first bytes a file of another library that was given in place of TorchSharp's.</summary>
internal sealed class ForeignFormat
{
    private const int Length = 16;

    private readonly List<byte> _head = [];

    /// <summary>How many of the first bytes are not known yet.</summary>
    public int Missing => Length - _head.Count;

    /// <summary>A sentence on what the file is, empty where that is unknown.</summary>
    public string Hint =>
        StartsWith((byte)'P', (byte)'K', 3, 4) ? " It looks like a file of PyTorch's torch.save."
        : StartsWith(0x80, 2) ? " It looks like a Python pickle."
        : StartsWith(0x89, (byte)'H', (byte)'D', (byte)'F') ? " It looks like an HDF5 file."
        : StartsWith((byte)'G', (byte)'G', (byte)'U', (byte)'F') ? " It looks like a GGUF file."
        : _head.Count > 8 && _head[8] == '{' && _head[7] == 0 ? " It looks like a safetensors file."
        : "";

    public void Add(byte[] bytes) => _head.AddRange(bytes.Take(Missing));

    private bool StartsWith(params byte[] magic) => _head.Take(magic.Length).SequenceEqual(magic);
}
