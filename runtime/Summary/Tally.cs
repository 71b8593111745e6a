using System.Collections.Generic;

namespace TorchSharp.Generators.Runtime.Summary;

/// <summary>Counts how often there is each of few values.</summary>
internal sealed class Tally<T>
{
    private readonly List<(T Value, int Count)> _counts = [];

    /// <summary>The most frequent one, of equals the first; the default where there is none.</summary>
    public T? Most
    {
        get
        {
            (T? value, int count) = (default, 0);
            foreach ((T other, int more) in _counts)
            {
                (value, count) = more > count ? (other, more) : (value, count);
            }

            return value;
        }
    }

    public void Add(T value)
    {
        for (int i = 0; i < _counts.Count; i++)
        {
            if (EqualityComparer<T>.Default.Equals(_counts[i].Value, value))
            {
                _counts[i] = (value, _counts[i].Count + 1);
                return;
            }
        }

        _counts.Add((value, 1));
    }
}
