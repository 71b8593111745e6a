using System.Collections.Generic;
using System.Linq;
using System;
using TorchSharp.Generators.Runtime.Reading;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>The module's side of a load: its entries, its module tree and the older names of its keys.</summary>
internal sealed class LoadTarget
{
    private readonly Dictionary<string, torch.Tensor> _tensors = [];
    private readonly Dictionary<string, int> _modules = [];
    private readonly AliasMap _aliases = new();

    public LoadTarget(torch.nn.Module root)
    {
        ModuleWalk.Visit(root, recurse: true, (module, prefix) =>
        {
            _modules[prefix] = _modules.Count;
            if (module is IStatefulModule { State: var state })
            {
                _aliases.Collect(state, prefix);
            }
        });

        Entries = ModuleWalk.StateEntries(root);
        foreach ((string key, torch.Tensor tensor) in Entries)
        {
            _tensors[key] = tensor;
        }
    }

    /// <summary>The state_dict's entries, in its order.</summary>
    public IReadOnlyList<(string Key, torch.Tensor Tensor)> Entries { get; }

    public torch.Tensor? Find(string key) => _tensors.TryGetValue(key, out torch.Tensor? tensor) ? tensor : null;

    /// <summary>The key in the module for <paramref name="key"/>, which may be an alias or stand below one; null where there is none.</summary>
    public string? Resolve(string key) =>
        _tensors.ContainsKey(key) ? key : _aliases.Resolve(key, _modules.ContainsKey) is { } resolved && _tensors.ContainsKey(resolved) ? resolved : null;

    /// <summary>
    /// PyTorch looks for unexpected keys module by module, and finds each in the deepest module that its name leads to
    /// (torch/nn/modules/module.py, <c>_load_from_state_dict</c>): its list is in the order of the modules.
    /// </summary>
    public List<string> InOrderOfModules(IEnumerable<string> unexpected) => unexpected.OrderBy(ModuleOf).ToList();

    private int ModuleOf(string key)
    {
        int module = 0;
        for (int dot = key.IndexOf('.'); dot >= 0 && _modules.TryGetValue(key.Substring(0, dot + 1), out int child); dot = key.IndexOf('.', dot + 1))
        {
            module = child;
        }

        return module;
    }
}
