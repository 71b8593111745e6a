using System.Collections.Generic;
using System.Linq;
using TorchSharp.Generators.Runtime.Reading;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>The module's side of a load: its entries, its module tree and the older names of its keys.</summary>
internal sealed class LoadTarget
{
    private readonly torch.nn.Module _root;
    private readonly Dictionary<string, int> _places;
    private Dictionary<string, int>? _modules;
    private AliasMap? _aliases;

    public LoadTarget(torch.nn.Module root)
    {
        _root = root;
        Entries = ModuleWalk.StateEntries(root);
        _places = new Dictionary<string, int>(Entries.Count);
        for (int i = 0; i < Entries.Count; i++)
        {
            _places[Entries[i].Key] = i;
        }
    }

    /// <summary>The state_dict's entries, in its order.</summary>
    public List<(string Key, torch.Tensor Tensor)> Entries { get; }

    /// <summary>Whether no two tensors have the same key, which TorchSharp's registry allows for a buffer and a parameter.</summary>
    public bool HasUniqueKeys => _places.Count == Entries.Count;

    public bool Contains(string key) => _places.ContainsKey(key);

    /// <summary>
    /// Which of <see cref="Entries"/> takes what a checkpoint has under <paramref name="key"/>: an alias, or below one, too.
    /// </summary>
    /// <returns>-1 where there is none.</returns>
    public int Find(string key)
    {
        if (_places.TryGetValue(key, out int place))
        {
            return place;
        }

        LookAtModules();
        return _aliases!.Resolve(key, _modules!.ContainsKey) is { } resolved && _places.TryGetValue(resolved, out place) ? place : -1;
    }

    /// <summary>
    /// PyTorch looks for unexpected keys module by module, and finds each in the deepest module that its name leads to
    /// (torch/nn/modules/module.py, <c>_load_from_state_dict</c>): its list is in the order of the modules.
    /// </summary>
    public List<string> InOrderOfModules(IEnumerable<string> unexpected)
    {
        LookAtModules();
        return unexpected.OrderBy(ModuleOf).ToList();
    }

    /// <summary>Only what does not match by its name asks for the modules: most loads never do.</summary>
    private void LookAtModules()
    {
        if (_modules is not null)
        {
            return;
        }

        _modules = [];
        _aliases = new AliasMap();
        ModuleWalk.Visit(_root, recurse: true, (module, prefix) =>
        {
            _modules[prefix] = _modules.Count;
            if (module is IStatefulModule { State: var state })
            {
                _aliases.Collect(state, prefix);
            }
        });
    }

    private int ModuleOf(string key)
    {
        int module = 0;
        for (int dot = key.IndexOf('.');
             dot >= 0 && _modules!.TryGetValue(key.Substring(0, dot + 1), out int child);
             dot = key.IndexOf('.', dot + 1))
        {
            module = child;
        }

        return module;
    }
}
