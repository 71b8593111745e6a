using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace TorchSharp.Generators.Analyzers.Checkpoint;

/// <summary>A line of StateKeys.txt that is neither blank nor a comment alone.</summary>
/// <param name="Place">The line, without its end.</param>
/// <param name="Entry">What it says, null where it cannot be read.</param>
/// <param name="Problem">Why it cannot be read, else null.</param>
internal sealed record KeyLine(TextSpan Place, KeyEntry? Entry, string? Problem)
{
    private const string Form = "write the class, a dot, the key, and its kind";
    private const string Kinds = "a kind is 'parameter', 'buffer', 'buffer non-persistent', or 'module' and its type";

    private static readonly string[] s_conflictMarkers = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

    /// <summary>Null for a line that says nothing.</summary>
    public static KeyLine? Read(TextLine line) => Read(line.ToString(), line.Span);

    /// <inheritdoc cref="Read(TextLine)"/>
    public static KeyLine? Read(string text) => Read(text, new TextSpan(0, text.Length));

    private static KeyLine? Read(string text, TextSpan place)
    {
        if (s_conflictMarkers.Any(marker => text.StartsWith(marker, StringComparison.Ordinal)))
        {
            return new KeyLine(place, null, $"'{text.Substring(0, 7)}' is left over from a merge");
        }

        (string name, int dot, string after) = Split(text);
        if (name.Length == 0)
        {
            return null;
        }

        string kind = string.Join(" ", after.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        string? key = dot > 0 ? KeyOf(name.Substring(dot + 1)) : null;
        string? problem = key is null ? $"'{name}' names no key: {Form}"
            : kind.Length == 0 ? $"'{name}' has no kind: {Kinds}"
            : !KeyKind.IsValid(kind) ? $"'{kind}' is no kind: {Kinds}"
            : null;
        return new KeyLine(place, problem is null ? new KeyEntry(name.Substring(0, dot), key!, kind) : null, problem);
    }

    /// <summary>
    /// The name ends at the first space that is neither between the type parameters of its class nor within quotes. Its key
    /// begins after the last such dot.
    /// </summary>
    private static (string Name, int Dot, string After) Split(string line)
    {
        string text = line.Trim();
        int depth = 0;
        int dot = -1;
        int end = -1;
        bool quoted = false;
        int index = 0;
        for (; index < text.Length && (quoted || text[index] != '#'); index++)
        {
            char character = text[index];
            if (character == '"')
            {
                quoted = !quoted;
            }
            else if (quoted)
            {
                index += character == '\\' ? 1 : 0;
            }
            else if (character is '<' or '>')
            {
                depth += character == '<' ? 1 : -1;
            }
            else if (depth == 0 && end < 0)
            {
                end = char.IsWhiteSpace(character) ? index : end;
                dot = character == '.' ? index : dot;
            }
        }

        int length = Math.Min(index, text.Length);
        end = end < 0 ? length : end;
        return (text.Substring(0, end), dot, text.Substring(end, length - end));
    }

    /// <summary>Null for none, and for quotes that are not those of C#.</summary>
    private static string? KeyOf(string written)
    {
        if (!written.StartsWith("\"", StringComparison.Ordinal))
        {
            return written.Length == 0 ? null : written;
        }

        SyntaxToken token = SyntaxFactory.ParseToken(written);
        bool isWhole = token.IsKind(SyntaxKind.StringLiteralToken) && !token.ContainsDiagnostics && token.FullSpan.Length == written.Length;
        return isWhole ? token.ValueText : null;
    }
}
