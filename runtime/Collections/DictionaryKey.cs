using System;
using System.Collections.Concurrent;
using System.Globalization;

namespace TorchSharp.Generators.Runtime.Collections;

/// <summary>How the keys of a dictionary stand in a path: a string as it is, a number in digits, an enum value by its name.</summary>
internal static class DictionaryKey<TKey>
    where TKey : notnull
{
    /// <summary>A visit runs before every read and should not make strings, and reads may be concurrent.</summary>
    private static readonly ConcurrentDictionary<TKey, string> s_names = new();

    public static string NameOf(TKey key) => key is string name ? name : s_names.GetOrAdd(key, Format);

    private static string Format(TKey key) =>
        key is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : key.ToString()!;
}
