using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.Text;

namespace TorchSharp.Generators.Pictures;

/// <summary>An editor with its light bulb open.</summary>
internal static class EditorPicture
{
    private const string Warning = "#9a6700";
    private const string Border = "#d0d7de";

    public static string Draw(LightBulb bulb)
    {
        LinePosition place = bulb.Source.Lines.GetLinePosition(bulb.Diagnostic.Location.SourceSpan.Start);
        string[] message = Wrap($"{bulb.Diagnostic.Id}: {bulb.Diagnostic.GetMessage(null)}", 92);
        int below = message.Length + bulb.Fixes.Count + 1;
        var svg = new Svg(100, bulb.Source.Lines.Count + below + 1);

        foreach (TextLine line in bulb.Source.Lines)
        {
            Line(svg, bulb, line, line.LineNumber <= place.Line ? line.LineNumber : line.LineNumber + below);
        }

        svg.Squiggle(place.Line, place.Character, bulb.Diagnostic.Location.SourceSpan.Length, Warning);
        svg.Bulb(place.Line, 1);
        svg.Box(place.Line + 1.2, 4, 94, below - 0.4, "#ffffff", Border);
        for (int i = 0; i < message.Length; i++)
        {
            svg.Text(place.Line + 1.4 + i, 5, message[i], Warning);
        }

        for (int i = 0; i < bulb.Fixes.Count; i++)
        {
            svg.Text(place.Line + 1.6 + message.Length + i, 7, bulb.Fixes[i]);
        }

        return svg.ToString();
    }

    /// <summary>Each word in the color that an editor gives it.</summary>
    private static void Line(Svg svg, LightBulb bulb, TextLine line, int at)
    {
        string text = line.ToString();
        string[] colors = [.. Enumerable.Repeat(Svg.Ink, text.Length)];
        foreach (ClassifiedSpan span in bulb.Colors)
        {
            if (line.Span.Intersection(span.TextSpan) is { } part && ColorOf(span.ClassificationType) is { } color)
            {
                Array.Fill(colors, color, part.Start - line.Start, part.Length);
            }
        }

        for (int start = 0; start < text.Length;)
        {
            int end = start + 1;
            while (end < text.Length && colors[end] == colors[start] && (text[end] == ' ') == (text[start] == ' '))
            {
                end++;
            }

            if (text[start] != ' ')
            {
                svg.Text(at, start, text[start..end], colors[start]);
            }

            start = end;
        }
    }

    private static string? ColorOf(string classification) => classification switch
    {
        ClassificationTypeNames.Keyword or ClassificationTypeNames.ControlKeyword => "#0550ae",
        ClassificationTypeNames.ClassName or ClassificationTypeNames.RecordClassName => "#116329",
        ClassificationTypeNames.MethodName or ClassificationTypeNames.ExtensionMethodName => "#6639ba",
        ClassificationTypeNames.StringLiteral => "#a31515",
        ClassificationTypeNames.NumericLiteral => "#0a7a4b",
        _ => null,
    };

    private static string[] Wrap(string text, int width)
    {
        var lines = new List<string> { "" };
        foreach (string word in text.Split(' '))
        {
            if (lines[^1].Length + word.Length + 1 > width)
            {
                lines.Add("");
            }

            lines[^1] = (lines[^1] + " " + word).TrimStart();
        }

        return [.. lines];
    }
}
