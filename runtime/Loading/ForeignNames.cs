using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Generators.Runtime.Registration;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>Finds for each name of another library's state_dict the key of a module: behind a prefix, by alias, or both.</summary>
internal sealed class ForeignNames(torch.nn.Module module, Dictionary<string, torch.Tensor> source)
{
    private readonly LoadTarget _target = new(module);

    /// <param name="prefix">What stands before the module's keys; null where it is to be found out.</param>
    public StateDictMapping Map(string? prefix)
    {
        var names = new string?[_target.Entries.Count];
        var placed = new HashSet<string>();
        foreach (string start in prefix is null ? Prefixes() : [prefix])
        {
            // The first one is what most names have; what is left must fit as well, since any "weight" is some module's.
            Place(start, names, placed, isCertain: placed.Count == 0);
        }

        return ToMapping(names, placed);
    }

    /// <summary>All that stands before a key or an alias somewhere, the most frequent first; of equals the shortest.</summary>
    private IEnumerable<string> Prefixes()
    {
        var counts = new Dictionary<string, int>();
        foreach (string name in source.Keys)
        {
            for (int start = 0; start >= 0; start = name.IndexOf('.', start) is >= 0 and var dot ? dot + 1 : -1)
            {
                if (_target.Find(name.Substring(start)) >= 0)
                {
                    string prefix = name.Substring(0, start);
                    counts[prefix] = counts.TryGetValue(prefix, out int count) ? count + 1 : 1;
                }
            }
        }

        return counts.OrderByDescending(static entry => entry.Value)
            .ThenBy(static entry => entry.Key.Length)
            .Select(static entry => entry.Key);
    }

    private void Place(string prefix, string?[] names, HashSet<string> placed, bool isCertain)
    {
        // A name that is the module's own goes before an older one.
        foreach ((string name, int place) in source.Keys
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => (Name: name, Place: _target.Find(name.Substring(prefix.Length))))
            .Where(static found => found.Place >= 0)
            .OrderBy(found => _target.Contains(found.Name.Substring(prefix.Length)) ? 0 : 1))
        {
            if (names[place] is null && !placed.Contains(name) && (isCertain || Fits(name, place)))
            {
                names[place] = name;
                placed.Add(name);
            }
        }
    }

    private bool Fits(string name, int place) =>
        source[name] is { IsInvalid: false } tensor && TorchSize.Fits(tensor.shape, _target.Entries[place].Tensor);

    private StateDictMapping ToMapping(string?[] names, HashSet<string> placed)
    {
        // Files of safetensors keep a tied tensor under one of its names.
        var tied = new Dictionary<torch.Tensor, string>(TensorIdentity.Instance);
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i] is { } name)
            {
                tied[_target.Entries[i].Tensor] = name;
            }
        }

        var entries = new Dictionary<string, torch.Tensor>();
        var found = new Dictionary<string, string>();
        var missing = new List<string>();
        for (int i = 0; i < names.Length; i++)
        {
            (string key, torch.Tensor tensor) = _target.Entries[i];
            if (names[i] is { } name || tied.TryGetValue(tensor, out name!))
            {
                entries[key] = source[name];
                found[key] = name;
            }
            else
            {
                missing.Add(key);
            }
        }

        return new StateDictMapping(entries, found, missing, [.. source.Keys.Where(name => !placed.Contains(name))]);
    }
}
