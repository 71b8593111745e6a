using System.Net;
using System.Text.RegularExpressions;
using MiniGpt;
using MiniGpt.Model;

namespace TorchSharp.Generators.Runtime.Tests.Samples;

/// <summary>README's pictures show what MiniGpt prints: where this fails, <c>./build.sh pictures</c> renders them again.</summary>
public partial class PictureTests
{
    [Theory]
    [InlineData("tree.svg")]
    [InlineData("summary.svg")]
    public void A_picture_shows_what_is_printed(string picture)
    {
        using GPTModel model = Checkpoint.Load(new GPTModel(GptConfig.Mini), Path.Combine(AppContext.BaseDirectory, "mini-gpt.dat"));
        string[] printed = (picture == "tree.svg" ? model.ToString()! : model.summary().ToString()).Split('\n');
        string[] shown = [.. LinesOf(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "pictures", picture)))];

        int next = 0;
        foreach (string line in shown.Where(static line => line != "..."))
        {
            next = Array.FindIndex(printed, next, other => Spaced(other) == line) + 1;
            Assert.True(next > 0, line);
        }

        Assert.Equal(printed.Length, next);
    }

    private static IEnumerable<string> LinesOf(string svg) =>
        Texts().Matches(svg).GroupBy(static text => text.Groups["y"].Value)
            .Select(static line => string.Join(' ', line.Select(static text => WebUtility.HtmlDecode(text.Groups["words"].Value))));

    private static string Spaced(string line) => Blanks().Replace(line.Trim(), " ");

    [GeneratedRegex("""<text x="[^"]*" y="(?<y>[^"]*)"[^>]*>(?<words>[^<]*)</text>""")]
    private static partial Regex Texts();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
