using System;
using System.Collections.Generic;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>The older names of keys, by the prefix of the module that declares them.</summary>
internal sealed class AliasMap : StateVisitor
{
    private readonly Dictionary<string, Dictionary<string, string>> _keys = [];
    private string _prefix = "";

    public void Collect(ModuleRegistry state, string prefix)
    {
        _prefix = prefix;
        state.VisitDeclared(this);
    }

    public override void Alias(string key, string alias)
    {
        if (!_keys.TryGetValue(_prefix, out Dictionary<string, string>? aliases))
        {
            _keys.Add(_prefix, aliases = []);
        }

        aliases[alias] = key;
    }

    /// <summary>Follows <paramref name="key"/> down the tree, name by name, and replaces each older name by today's.</summary>
    /// <param name="key">The key as a checkpoint has it.</param>
    /// <param name="isModule">Whether a module has this prefix.</param>
    /// <returns>Null where no part of the key is an alias.</returns>
    public string? Resolve(string key, Func<string, bool> isModule)
    {
        if (_keys.Count == 0)
        {
            return null;
        }

        string prefix = "";
        bool renamed = false;
        while (true)
        {
            int dot = key.IndexOf('.');
            string name = dot < 0 ? key : key.Substring(0, dot);
            string rest = dot < 0 ? "" : key.Substring(dot);
            if (_keys.TryGetValue(prefix, out Dictionary<string, string>? aliases) && aliases.TryGetValue(name, out string? today))
            {
                (name, renamed) = (today, true);
            }

            string child = prefix + name + ".";
            if (rest.Length == 0 || !isModule(child))
            {
                return renamed ? prefix + name + rest : null;
            }

            (prefix, key) = (child, rest.Substring(1));
        }
    }
}
