using System.Collections.Generic;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Reading;

/// <summary>
/// PyTorch's keys in PyTorch's order: own parameters, own persistent buffers, then the children, depth first
/// (torch/nn/modules/module.py, <c>Module.state_dict</c>). A tied tensor has one entry under each of its keys.
/// </summary>
internal sealed class StateDictWalk(Dictionary<string, torch.Tensor> entries, string start) : StateWalk
{
    protected override void Parameter(string name, Parameter parameter) => Add(name, parameter);

    protected override void Buffer(string name, torch.Tensor buffer, bool persistent)
    {
        if (persistent)
        {
            Add(name, buffer);
        }
    }

    /// <summary>A reflection-based parent has put the entries in already when it asks its children.</summary>
    private void Add(string name, torch.Tensor tensor)
    {
        string key = start.Length == 0 ? Prefix + name : $"{start}{Prefix}{name}";
#if NET
        entries.TryAdd(key, Alive(name, tensor));
#else
        if (!entries.ContainsKey(key))
        {
            entries.Add(key, Alive(name, tensor));
        }
#endif
    }
}
