using System.Globalization;
using System.Security;
using System.Text;

namespace TorchSharp.Generators.Pictures;

/// <summary>A picture of monospaced text. Columns and lines are the units; the fonts of all systems have nearly this width.</summary>
internal sealed class Svg(int columns, int lines)
{
    public const string Ink = "#24292f";

    private const string Fonts = "ui-monospace, Consolas, 'DejaVu Sans Mono', monospace";
    private const double CharacterWidth = 7.83;
    private const int LineHeight = 18;
    private const int Margin = 12;

    private readonly StringBuilder _content = new();

    public void Text(double line, int column, string text, string color = Ink) =>
        Add(
            $"""<text x="{X(column):0.#}" y="{Y(line) + 13:0.#}" fill="{color}" textLength="{Width(text.Length):0.#}">{SecurityElement.Escape(text)}</text>""");

    public void Box(double line, double column, double width, double height, string fill, string stroke) =>
        Add($"""
            <rect x="{X(column):0.#}" y="{Y(line):0.#}" width="{Width(width):0.#}" height="{height * LineHeight:0.#}"
                  rx="4" fill="{fill}" stroke="{stroke}"/>
            """);

    /// <summary>The wave under what a rule reports.</summary>
    public void Squiggle(int line, int column, int length, string color)
    {
        string wave = string.Concat(Enumerable.Repeat("q1 -3 2 0t2 0", (int)(Width(length) / 4)));
        Add($"""<path fill="none" stroke="{color}" d="M{X(column):0.#} {Y(line) + 16.5:0.#}{wave}"/>""");
    }

    public void Bulb(double line, double column)
    {
        (double x, double y) = (X(column), Y(line));
        Add($"""<circle cx="{x + 6:0.#}" cy="{y + 6:0.#}" r="5.5" fill="#f2c744" stroke="#9a6700"/>""");
        Add($"""<path d="M{x + 3.5:0.#} {y + 13:0.#}h5M{x + 4:0.#} {y + 15.5:0.#}h4" stroke="#57606a" stroke-width="1.5"/>""");
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {X(columns) + Margin:0} {Y(lines) + Margin:0}" font-family="{Fonts}" font-size="13">
        <rect width="100%" height="100%" rx="6" fill="#f6f8fa"/>
        {_content}</svg>

        """).ReplaceLineEndings("\n");

    private void Add(FormattableString element) => _content.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static double Width(double length) => length * CharacterWidth;

    private static double X(double column) => Margin + (column * CharacterWidth);

    private static double Y(double line) => Margin + (line * LineHeight);
}
