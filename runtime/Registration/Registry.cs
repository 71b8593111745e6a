using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Utils;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>
/// One of the three dictionaries in which TorchSharp keeps the state of a module. Declared entries stand together, in
/// declaration order; entries that somebody registered by hand (or that reflection found) stand behind them, or before
/// them where they belong to a hand-written base class.
/// </summary>
internal sealed class Registry<T>(OrderedDict<string, T> entries, bool extrasFirst)
{
    /// <summary>How many entries are not declared, as of the last <see cref="Rewrite"/>.</summary>
    private int _extras;

    /// <summary>The keys of the last <see cref="Rewrite"/>: a collection has others each time.</summary>
    private HashSet<string> _declaredKeys = [];

    public int Count => entries.Count;

    public ICollection<string> Keys => entries.Keys;

    /// <summary>Where the declared entries begin.</summary>
    public int DeclaredStart => extrasFirst ? _extras : 0;

    public (string Key, T Value) this[int index] => entries[index];

    /// <summary>Whether nobody added or removed an entry beside <paramref name="declared"/> declared ones.</summary>
    public bool HasDeclared(int declared) => declared + _extras == entries.Count;

    public bool IsDeclared(int index) => extrasFirst ? index >= _extras : index < entries.Count - _extras;

    public bool TryGet(string key, [MaybeNullWhen(false)] out T value) => entries.TryGetValue(key, out value);

    public void Remove(string key) => entries.Remove(key);

    /// <summary>Replaces a value without a change of order.</summary>
    public void Replace(int index, T value) => entries[index] = (entries[index].Item1, value);

    public void RemoveWhere(Func<string, T, bool> condition)
    {
        foreach ((string key, T value) in Snapshot())
        {
            if (condition(key, value))
            {
                entries.Remove(key);
            }
        }
    }

    /// <summary>Puts the declared entries in order, and keeps every other entry whose key nobody declares.</summary>
    public void Rewrite(List<(string Key, T Value)> declared, HashSet<string> declaredKeys)
    {
        List<(string Key, T Value)> extras = Snapshot();
        extras.RemoveAll(entry => declaredKeys.Contains(entry.Key) || _declaredKeys.Contains(entry.Key));
        _extras = extras.Count;
        _declaredKeys = declaredKeys;

        entries.clear();
        Add(extrasFirst ? extras : declared);
        Add(extrasFirst ? declared : extras);
    }

    /// <summary>A copy, because <c>OrderedDict</c> must not change while it is enumerated.</summary>
    private List<(string Key, T Value)> Snapshot()
    {
        var snapshot = new List<(string, T)>(entries.Count);
        for (int i = 0; i < entries.Count; i++)
        {
            snapshot.Add(entries[i]);
        }

        return snapshot;
    }

    private void Add(List<(string Key, T Value)> added)
    {
        foreach ((string key, T value) in added)
        {
            entries.Add(key, value);
        }
    }
}
