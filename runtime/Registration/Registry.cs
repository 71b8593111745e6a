using System;
using System.Collections.Generic;
using TorchSharp.Utils;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>
/// One of the three dictionaries in which TorchSharp keeps the state of a module. Declared entries stand together;
/// entries that somebody registered by hand (or that reflection found) stand behind them, or before them where they
/// belong to a hand-written base class.
/// </summary>
/// <param name="live">TorchSharp's dictionary.</param>
/// <param name="othersFirst">Whether what is not declared stands first.</param>
/// <param name="isSame">By reference: <c>Tensor.Equals</c> compares values.</param>
internal sealed class Registry<T>(OrderedDict<string, T> live, bool othersFirst, Func<T, T, bool> isSame)
{
    public ICollection<string> Keys => live.Keys;

    public bool Contains(string key) => live.ContainsKey(key);

    public bool Contains(string key, T value) => live.TryGetValue(key, out T? registered) && isSame(registered, value);

    public void Remove(string key) => live.Remove(key);

    public void RemoveWhere(Func<string, bool> condition)
    {
        foreach ((string key, _) in Copy())
        {
            if (condition(key))
            {
                live.Remove(key);
            }
        }
    }

    /// <summary>All that is registered now, as if nothing were declared.</summary>
    public RegisteredEntries<T> Read() => live.Count == 0 ? RegisteredEntries<T>.None : new(Copy(), 0, 0);

    /// <summary>Whether nobody registered or removed anything since <paramref name="entries"/> were written.</summary>
    public bool Has(RegisteredEntries<T> entries)
    {
        if (live.Count != entries.All.Length)
        {
            return false;
        }

        if (!entries.HasOthers)
        {
            return true;
        }

        try
        {
            for (int i = 0; i < entries.All.Length; i++)
            {
                if (!entries.IsDeclared(i) && !IsSame(live[i], entries.All[i]))
                {
                    return false;
                }
            }

            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            // Another thread is writing; who asks looks again behind its lock.
            return false;
        }
    }

    /// <summary>Puts the declared entries in order, and keeps every other entry whose key nobody declares.</summary>
    /// <param name="declared">The declared entries.</param>
    /// <param name="isDeclared">Whether a key is declared, with a value or without.</param>
    /// <param name="last">What was written last: a collection has other keys each time.</param>
    public RegisteredEntries<T> Rewrite(List<(string Key, T Value)> declared, Func<string, bool> isDeclared, RegisteredEntries<T> last)
    {
        List<(string Key, T Value)> others = Others(isDeclared, last);
        if (declared.Count + others.Count == 0)
        {
            live.clear();
            return RegisteredEntries<T>.None;
        }

        var all = new (string, T)[declared.Count + others.Count];
        others.CopyTo(all, othersFirst ? 0 : declared.Count);
        declared.CopyTo(all, othersFirst ? others.Count : 0);
        Write(all);
        return new RegisteredEntries<T>(all, othersFirst ? others.Count : 0, declared.Count);
    }

    private List<(string Key, T Value)> Others(Func<string, bool> isDeclared, RegisteredEntries<T> last)
    {
        List<(string Key, T Value)> others = [];
        if (live.Count == 0)
        {
            return others;
        }

        HashSet<string> before = [];
        for (int i = last.DeclaredStart; i < last.DeclaredEnd; i++)
        {
            before.Add(last.All[i].Key);
        }

        for (int i = 0; i < live.Count; i++)
        {
            (string Key, T Value) entry = live[i];
            if (!before.Contains(entry.Key) && !isDeclared(entry.Key))
            {
                others.Add(entry);
            }
        }

        return others;
    }

    /// <summary>
    /// Where the keys are as they were, only values are exchanged: a thread that reads the dictionary of TorchSharp
    /// meanwhile does not find it empty.
    /// </summary>
    private void Write((string Key, T Value)[] all)
    {
        if (HasKeys(all))
        {
            for (int i = 0; i < all.Length; i++)
            {
                if (!isSame(live[i].Item2, all[i].Value))
                {
                    live[i] = all[i];
                }
            }

            return;
        }

        live.clear();
        foreach ((string key, T value) in all)
        {
            live.Add(key, value);
        }
    }

    private bool HasKeys((string Key, T Value)[] all)
    {
        bool has = live.Count == all.Length;
        for (int i = 0; has && i < all.Length; i++)
        {
            has = live[i].Item1 == all[i].Key;
        }

        return has;
    }

    private bool IsSame((string Key, T Value) one, (string Key, T Value) other) => one.Key == other.Key && isSame(one.Value, other.Value);

    /// <summary><c>OrderedDict</c> must not change while it is enumerated.</summary>
    private (string Key, T Value)[] Copy()
    {
        var copy = new (string, T)[live.Count];
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = live[i];
        }

        return copy;
    }
}
