using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.Analyzers.Checkpoint;

namespace TorchSharp.Generators.CodeFixes;

/// <summary>
/// Changes to the text of a StateKeys.txt. Whatever else stands in it stays as it is and where it is, so that a diff shows the
/// keys of a release and nothing more.
/// </summary>
internal static class KeyFileText
{
    /// <summary>Each line goes before the first one that is greater, and before the comment above that one.</summary>
    /// <param name="text">The file.</param>
    /// <param name="lines">In ordinal order.</param>
    public static SourceText Insert(SourceText text, IEnumerable<string> lines)
    {
        string end = text.Lines.Select(EndOf).FirstOrDefault(static end => end.Length > 0) ?? "\n";
        string?[] entries = [.. text.Lines.Select(static line => KeyLine.Read(line)?.Entry?.Line)];
        int last = text.Lines.LastOrDefault(static line => !IsBlank(line)) is { Text: not null } filled ? filled.LineNumber : -1;
        bool isOpen = last >= 0 && EndOf(text.Lines[last]).Length == 0;

        return text.WithChanges(lines
            .GroupBy(line => PlaceOf(line, text.Lines, entries) ?? last + 1)
            .Select(group => group.Key == last + 1 && isOpen
                ? new TextChange(new TextSpan(text.Length, 0), string.Concat(group.Select(line => end + line)))
                : new TextChange(new TextSpan(StartOf(group.Key, text), 0), string.Concat(group.Select(line => line + end)))));
    }

    /// <param name="text">The file.</param>
    /// <param name="lines">As an entry writes them: in the file they may be followed by a comment.</param>
    public static SourceText Remove(SourceText text, ICollection<string> lines)
    {
        string kept = string.Concat(text.Lines
            .Where(line => KeyLine.Read(line)?.Entry?.Line is not { } entry || !lines.Contains(entry))
            .Select(line => text.ToString(line.SpanIncludingLineBreak)));
        bool isOpen = EndOf(text.Lines[text.Lines.Count - 1]).Length == 0 && text.Lines[text.Lines.Count - 1].Span.Length > 0;
        return text.Replace(new TextSpan(0, text.Length), isOpen ? kept.TrimEnd('\r', '\n') : kept);
    }

    /// <summary>The number of the line before which <paramref name="added"/> goes, null for the end.</summary>
    private static int? PlaceOf(string added, TextLineCollection lines, string?[] entries)
    {
        int greater = System.Array.FindIndex(entries, entry => entry is not null && string.CompareOrdinal(entry, added) > 0);
        if (greater < 0)
        {
            return null;
        }

        int place = greater;
        while (place > 0 && !IsBlank(lines[place - 1]) && KeyLine.Read(lines[place - 1]) is null)
        {
            place--;
        }

        // A comment that the file begins with is about the file.
        return place == 0 ? greater : place;
    }

    private static int StartOf(int number, SourceText text) => number < text.Lines.Count ? text.Lines[number].Start : text.Length;

    private static bool IsBlank(TextLine line) => string.IsNullOrWhiteSpace(line.ToString());

    private static string EndOf(TextLine line) => line.Text!.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
}
