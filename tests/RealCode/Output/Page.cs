using System.Globalization;

namespace TorchSharp.Generators.Tests.RealCode.Output;

/// <summary>Writes Markdown, which reads as well on a console as on an issue.</summary>
internal sealed class Page(TextWriter output)
{
    public void Heading(string text) => output.Write($"\n## {text}\n\n");

    public void Line(FormattableString text) => output.Write(text.ToString(CultureInfo.InvariantCulture) + "\n");

    public void Table(string[] head, IEnumerable<object[]> rows)
    {
        Row(head);
        Row([.. head.Select(static _ => "---")]);
        foreach (object[] row in rows)
        {
            Row([.. row.Select(static cell => Convert.ToString(cell, CultureInfo.InvariantCulture)!)]);
        }
    }

    private void Row(string[] cells) => output.Write($"| {string.Join(" | ", cells)} |\n");
}
