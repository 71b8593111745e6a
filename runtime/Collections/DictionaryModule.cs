using System;
using System.Collections.Generic;

namespace TorchSharp.Generators.Runtime.Collections;

/// <summary>A dictionary as state, under its own keys.</summary>
internal sealed class DictionaryModule<TKey, TValue, T>(string path, Dictionary<TKey, TValue> dictionary, StateElement<T> element)
    : CollectionModule($"{element.Noun} dict", path)
    where TKey : notnull
    where TValue : T?
    where T : class?
{
    public override object Source => dictionary;

    public override void VisitState(StateVisitor visitor)
    {
        visitor.Enter(typeof(DictionaryModule<TKey, TValue, T>));
        foreach (KeyValuePair<TKey, TValue> entry in dictionary)
        {
            element.Show(visitor, Checked(DictionaryKey<TKey>.NameOf(entry.Key)), entry.Value);
        }
    }

    /// <summary>The compiler sees the keys of members (TSG0006), not these.</summary>
    private string Checked(string key) =>
        key.Length == 0 ? throw new ArgumentException($"{element.Noun} name can't be empty string \"\" ({Path})")
        : key.IndexOf('.') is >= 0 ? throw new ArgumentException($"{element.Noun} name can't contain \".\", got: {key} ({Path})")
        : key;
}
