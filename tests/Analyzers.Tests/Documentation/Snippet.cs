using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace TorchSharp.Generators.Analyzers.Tests.Documentation;

/// <summary>A block of C# on a page.</summary>
/// <param name="Page">The path in the repository.</param>
/// <param name="Line">Where the block begins.</param>
/// <param name="Heading">The heading that it stands under.</param>
/// <param name="Code">What a reader sees.</param>
/// <param name="Around">Its surroundings, from a comment of the page, with <see cref="Place"/> for the block; null: none.</param>
/// <param name="Output">The block of text that follows it, if one does.</param>
internal sealed record Snippet(string Page, int Line, string Heading, string Code, string? Around, string? Output)
{
    /// <summary>Where a block belongs in the code around it.</summary>
    public const string Place = "…";

    /// <summary>What a page says around code of this repository itself, which is compiled with it and not here.</summary>
    public const string Repository = "this repository";

    /// <summary>What a page that is about the file of shipped keys says its lines with.</summary>
    private const string KeyLine = "// StateKeys.txt: ";

    private const string Print = "Console.WriteLine(";

    public string Source => Around is null ? Code : Around.Replace(Place, Code, StringComparison.Ordinal);

    /// <summary>The file of shipped keys that the project has, if it has one.</summary>
    public ImmutableArray<AdditionalText> KeyFiles =>
        Source.Split('\n').Where(static line => line.StartsWith(KeyLine, StringComparison.Ordinal)).ToArray() is { Length: > 0 } lines
            ? [new KeyFile(string.Join('\n', lines.Select(static line => line[KeyLine.Length..])))]
            : [];

    public bool Prints => Code.Contains(Print, StringComparison.Ordinal);

    /// <summary>The comments behind the lines that print, or else the text below the block.</summary>
    public string PromisedOutput
    {
        get
        {
            string[] comments =
            [
                .. Code.Split('\n')
                    .Where(static line => line.Contains(Print, StringComparison.Ordinal) && line.Contains("; ", StringComparison.Ordinal))
                    .Select(static line => line[(line.IndexOf("// ", StringComparison.Ordinal) + 3)..].Trim()),
            ];
            return comments.Length > 0 ? string.Join('\n', comments) : Output ?? "";
        }
    }

    public override string ToString() => $"{Page}({Line})";

    private sealed class KeyFile(string text) : AdditionalText
    {
        public override string Path => "/project/StateKeys.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
