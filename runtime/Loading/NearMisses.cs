using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>Pairs keys that are missing with keys that nobody expected and that may be meant.</summary>
internal static class NearMisses
{
    /// <summary>What a reader takes in; the first few show the pattern.</summary>
    private const int Shown = 8;

    /// <summary>Comparing spelling is quadratic, and pointless where a whole other model is loaded.</summary>
    private const int Compared = 64;

    /// <param name="missing">Keys of the module.</param>
    /// <param name="unexpected">Keys of the state_dict.</param>
    /// <param name="fits">Whether a missing key could take the value of an unexpected one.</param>
    public static IEnumerable<string> Describe(
        IReadOnlyCollection<string> missing, IReadOnlyCollection<string> unexpected, Func<string, string, bool> fits)
    {
        List<(string Missing, string Unexpected)> pairs = Pair(missing, unexpected, fits);
        foreach ((string key, string found) in pairs.Take(Shown))
        {
            yield return $"Did you mean \"{key}\"? The state_dict has \"{found}\".";
        }

        if (pairs.Count > Shown)
        {
            yield return $"({pairs.Count - Shown} more keys are near misses.)";
        }
    }

    private static List<(string Missing, string Unexpected)> Pair(
        IReadOnlyCollection<string> missing, IReadOnlyCollection<string> unexpected, Func<string, string, bool> fits)
    {
        var pairs = new List<(string, string)>();
        var free = new LinkedList<string>(missing);
        ILookup<string, string> bySpelling = missing.ToLookup(KeySpelling.Normalize);
        foreach (string found in unexpected)
        {
            string? key = bySpelling[KeySpelling.Normalize(found)].Concat(free.Take(Compared).Where(key => IsNested(key, found)))
                .FirstOrDefault(key => fits(key, found)) ?? Closest(free.Take(Compared), found, fits);
            if (key is not null && free.Remove(key))
            {
                pairs.Add((key, found));
            }
        }

        return pairs;
    }

    /// <summary>One of the two was saved from, or is loaded into, a module further up: <c>module.fc.weight</c>.</summary>
    private static bool IsNested(string key, string found) =>
        key.EndsWith("." + found, StringComparison.Ordinal) || found.EndsWith("." + key, StringComparison.Ordinal);

    private static string? Closest(IEnumerable<string> keys, string found, Func<string, string, bool> fits) =>
        keys.Select(key => (Key: key, Distance: KeySpelling.Distance(key, found)))
            .Where(candidate => candidate.Distance <= Math.Max(2, found.Length / 4)
                && KeySpelling.SameDigits(candidate.Key, found)
                && fits(candidate.Key, found))
            .OrderBy(static candidate => candidate.Distance)
            .Select(static candidate => candidate.Key)
            .FirstOrDefault();
}
