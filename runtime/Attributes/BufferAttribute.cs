using System;

namespace TorchSharp.Generators;

/// <summary>
/// Registers a <c>Tensor</c> as a buffer: state that moves with the module and is saved, but is not trained. The
/// counterpart of PyTorch's <c>register_buffer</c> (torch/nn/modules/module.py).
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class BufferAttribute : Attribute
{
    /// <summary>A buffer whose key is the member's name, or what the naming policy makes of it.</summary>
    public BufferAttribute()
    {
    }

    /// <summary>A buffer with the key <paramref name="key"/>.</summary>
    /// <param name="key">The name in the state_dict: not empty, without <c>"."</c>.</param>
    public BufferAttribute(string key) => Key = key;

    /// <summary>The explicit key, null where the name gives it.</summary>
    public string? Key { get; }

    /// <summary>
    /// Whether the buffer is part of the state_dict. One that is not still moves with the module, is listed by
    /// <c>named_buffers</c> and is disposed with it.
    /// </summary>
    public bool Persistent { get; set; } = true;

    /// <summary>Whether <c>.half()</c>, <c>.to(dtype)</c> and the like leave the dtype as it is. The device changes all the same.</summary>
    public bool KeepDtype { get; set; }

    /// <summary>
    /// The name of an instance method, <c>Tensor M()</c> or <c>Tensor M(Device)</c>, that builds the buffer: for
    /// <c>reset_buffers()</c>, and for a move from <c>meta</c>, where there is no data to copy.
    /// </summary>
    public string? Init { get; set; }

    /// <summary>Keys under which older checkpoints hold this buffer. They are accepted on load and never written.</summary>
    public string[] Aliases { get; set; } = [];
}
