using System.Text.RegularExpressions;
using TorchSharp.Generators.Analyzers.Tests.Catalog;

namespace TorchSharp.Generators.Analyzers.Tests.Documentation;

/// <summary>
/// The pages of the repository and their blocks of code. A block that is a part of a file stands in what the last
/// <c>&lt;!-- around ... --&gt;</c> of its page says, at the place of <see cref="Snippet.Place"/>.
/// </summary>
internal static partial class DocumentPage
{
    public static IReadOnlyList<string> Paths { get; } =
    [
        .. Directory.GetFiles(RuleCatalog.PathOf(""), "*.md")
            .Concat(Directory.GetFiles(RuleCatalog.PathOf("docs"), "*.md"))
            .Concat(Directory.GetFiles(RuleCatalog.PathOf("analyzers/docs"), "*.md"))
            .Concat(Directory.GetFiles(RuleCatalog.PathOf("samples"), "README.md", SearchOption.AllDirectories))
            .Select(static path => Path.GetRelativePath(RuleCatalog.PathOf(""), path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static IEnumerable<Snippet> SnippetsOf(string page)
    {
        string text = RuleCatalog.Read(page);
        string heading = "";
        string? around = null;
        foreach (Match part in Parts().Matches(text))
        {
            if (part.Groups["heading"] is { Success: true, Value: var title })
            {
                heading = title;
            }
            else if (part.Groups["around"] is { Success: true, Value: var surroundings })
            {
                around = surroundings.Trim() is "nothing" ? null : surroundings.Trim();
            }
            else if (part.Groups["language"].Value is "csharp")
            {
                Match output = Output().Match(text, part.Index + part.Length);
                yield return new Snippet(
                    page,
                    text[..part.Index].Count(static c => c == '\n') + 1,
                    heading,
                    part.Groups["code"].Value,
                    around,
                    output.Success ? output.Groups["output"].Value : null);
            }
        }
    }

    [GeneratedRegex(
        """
        ^\#\#[ ](?<heading>.*)$
        | ^<!--[ ]around\b(?<around>(?s:.*?))-->$
        | ^```(?<language>\w*)\n(?<code>(?:.*\n)*?)```$
        """,
        RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();

    /// <summary>Nothing but one paragraph may stand between a block and its output.</summary>
    [GeneratedRegex(@"\G\n(?:\n[^`\n#]+(?:\n[^`\n]+)*\n)?\n?```text\n(?<output>(?:.*\n)*?)```", RegexOptions.ExplicitCapture)]
    private static partial Regex Output();
}
