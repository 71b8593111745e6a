using System;

namespace TorchSharp.Generators;

/// <summary>
/// Registers a member whose type derives from <c>torch.nn.Module</c>, or gives it its key. The counterpart of assigning a
/// module in PyTorch (torch/nn/modules/module.py, <c>__setattr__</c>).
/// </summary>
/// <remarks>Optional on a field whose type derives from <c>torch.nn.Module</c>.</remarks>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class SubmoduleAttribute : Attribute
{
    /// <summary>A submodule whose key is the member's name, or what the naming policy makes of it.</summary>
    public SubmoduleAttribute()
    {
    }

    /// <summary>A submodule with the key <paramref name="key"/>.</summary>
    /// <param name="key">The name in the state_dict: not empty, without <c>"."</c>.</param>
    public SubmoduleAttribute(string key) => Key = key;

    /// <summary>The explicit key, null where the name gives it.</summary>
    public string? Key { get; }

    /// <summary>Keys under which older checkpoints hold this submodule. They are accepted on load and never written.</summary>
    public string[] Aliases { get; set; } = [];
}
