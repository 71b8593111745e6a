using System.Globalization;
using System.Net;
using System.Text;

namespace TorchSharp.Generators.Tests.Benchmarks.Report;

/// <summary>The ratios as bars: TorchSharp's time is the line.</summary>
public static class Chart
{
    private const int RowHeight = 26;
    private const int Left = 210;
    private const int One = 240;
    private const double Longest = 1.6;

    public static string Draw(IEnumerable<Ratio> all)
    {
        Ratio[] ratios = [.. all.Where(static ratio => !double.IsNaN(ratio.Time))];
        int height = (ratios.Length * RowHeight) + 56;
        double width = Left + (One * Longest) + 60;
        var svg = new StringBuilder();
        Write(
            svg,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:F0} {height}\" font-family=\"sans-serif\" font-size=\"13\">");
        Write(svg, $"<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        for (int i = 0; i < ratios.Length; i++)
        {
            Ratio ratio = ratios[i];
            int y = 30 + (i * RowHeight);
            double length = Math.Min(ratio.Time, Longest) * One;
            string color = ratio.Time > 1 ? "#c0504d" : "#4f81bd";
            Write(
                svg,
                $"<text x=\"{Left - 8}\" y=\"{y + 14}\" text-anchor=\"end\" fill=\"#222222\">{WebUtility.HtmlEncode(ratio.Name)}</text>");
            Write(svg, $"<rect x=\"{Left}\" y=\"{y}\" width=\"{Math.Max(1, length):F1}\" height=\"18\" fill=\"{color}\"/>");
            Write(svg, $"<text x=\"{Left + length + 5:F1}\" y=\"{y + 14}\" fill=\"#222222\">{ratio.Time:F2}</text>");
            if (ratio.TimeByHand is { } byHand && byHand < Longest)
            {
                double mark = Left + (byHand * One);
                Write(
                    svg, $"<line x1=\"{mark:F1}\" y1=\"{y - 2}\" x2=\"{mark:F1}\" y2=\"{y + 20}\" stroke=\"#222222\" stroke-width=\"2\"/>");
            }
        }

        Write(
            svg,
            $"<line x1=\"{Left + One}\" y1=\"20\" x2=\"{Left + One}\" y2=\"{height - 26}\" stroke=\"#888888\" stroke-dasharray=\"4 3\"/>");
        Write(svg, $"<text x=\"{Left + One}\" y=\"14\" text-anchor=\"middle\" fill=\"#555555\">TorchSharp</text>");
        Write(svg, $"<text x=\"{Left}\" y=\"{height - 8}\" fill=\"#555555\">time / TorchSharp's; black marks: a loop written by hand, without checks</text>");
        svg.Append("</svg>\n");
        return svg.ToString();
    }

    private static void Write(StringBuilder svg, FormattableString line) =>
        svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
