using System.Text.RegularExpressions;

namespace TorchSharp.Generators.Pictures;

/// <summary>Lines as a terminal shows them.</summary>
internal static partial class TextPicture
{
    public static string Draw(string text)
    {
        string[] lines = text.Split('\n');
        var svg = new Svg(lines.Max(static line => line.Length), lines.Length);
        for (int i = 0; i < lines.Length; i++)
        {
            // Words that are far apart begin where they stand: not every viewer keeps blanks.
            foreach (Match words in Words().Matches(lines[i]))
            {
                svg.Text(i, words.Index, words.Value);
            }
        }

        return svg.ToString();
    }

    [GeneratedRegex(@"\S+( \S+)*")]
    private static partial Regex Words();
}
