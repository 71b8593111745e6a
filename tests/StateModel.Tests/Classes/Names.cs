using System.Text;

namespace TorchSharp.Generators.StateModel.Tests.Classes;

/// <summary>Names of members, and what the snake case policy makes of them.</summary>
internal static class Names
{
    private static readonly string[] s_stems = ["mask", "WQuery", "_cache", "scaleFactor", "Out", "_runningMean", "inner_state", "x"];

    public static string Member(int die, int level, int index) =>
        $"{s_stems[die % s_stems.Length]}{(char)('A' + level)}{(char)('a' + index)}";

    /// <summary>Lower case with underscores, without leading ones. The names here have no two capitals in a row.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder();
        foreach (char letter in name.TrimStart('_'))
        {
            if (char.IsUpper(letter) && text.Length > 0 && text[^1] != '_')
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
