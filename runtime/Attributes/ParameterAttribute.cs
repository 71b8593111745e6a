using System;

namespace TorchSharp.Generators;

/// <summary>
/// Registers a member of type <c>Parameter</c>, or gives it its key. The counterpart of assigning an <c>nn.Parameter</c> in
/// PyTorch (torch/nn/modules/module.py, <c>__setattr__</c>).
/// </summary>
/// <remarks>Optional on a field of type <c>Parameter</c>.</remarks>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ParameterAttribute : Attribute
{
    /// <summary>A parameter whose key is the member's name, or what the naming policy makes of it.</summary>
    public ParameterAttribute()
    {
    }

    /// <summary>A parameter with the key <paramref name="key"/>.</summary>
    /// <param name="key">The name in the state_dict: not empty, without <c>"."</c>.</param>
    public ParameterAttribute(string key) => Key = key;

    /// <summary>The explicit key, null where the name gives it.</summary>
    public string? Key { get; }

    /// <summary>Keys under which older checkpoints hold this parameter. They are accepted on load and never written.</summary>
    public string[] Aliases { get; set; } = [];
}
