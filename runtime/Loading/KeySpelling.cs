using System;
using System.Linq;
using System.Text;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>How alike two keys are.</summary>
internal static class KeySpelling
{
    /// <summary>
    /// The same for <c>wQuery</c>, <c>_wQuery</c>, <c>W_query</c> and <c>w_query</c>, and for <c>&lt;WQuery&gt;k__BackingField</c>
    /// and <c>&lt;wQuery&gt;P</c>, under which TorchSharp's reflection saves properties and captured constructor parameters.
    /// </summary>
    public static string Normalize(string key)
    {
        var text = new StringBuilder(key.Length);
        foreach (string name in key.Split('.'))
        {
            int end = name.IndexOf('>');
            string member = end > 0 && name[0] == '<' ? name.Substring(1, end - 1) : name;
            text.Append(member.Replace("_", "").ToLowerInvariant()).Append('.');
        }

        return text.ToString();
    }

    /// <summary>Another number is another layer, not another spelling.</summary>
    public static bool SameDigits(string a, string b) => a.Where(char.IsDigit).SequenceEqual(b.Where(char.IsDigit));

    /// <summary>Levenshtein's distance.</summary>
    public static int Distance(string a, string b)
    {
        int[] previous = Enumerable.Range(0, b.Length + 1).ToArray();
        int[] current = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
