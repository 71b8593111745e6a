using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace TorchSharp.Generators.Typing.Tests.Edits;

/// <summary>What a developer has done to a file when an editor asks for diagnostics: hardly ever a whole file.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Place">The number of the token that it is done to.</param>
/// <param name="Other">The number of the token that takes its place, or before which it is put.</param>
internal sealed record TokenEdit(EditKind Kind, int Place, int Other)
{
    /// <summary>The tokens that there are to edit.</summary>
    public static int Count(string text) => Tokens(text).Count;

    /// <summary>Null where there is no token any more.</summary>
    public static TokenEdit? Random(string text, Random random)
    {
        int count = Tokens(text).Count;
        return count == 0 ? null : new TokenEdit(random.GetItems(Enum.GetValues<EditKind>(), 1)[0], random.Next(count), random.Next(count));
    }

    public string Apply(string text)
    {
        IReadOnlyList<TextSpan> tokens = Tokens(text);
        TextSpan place = tokens[Place];
        string token = text.Substring(place.Start, place.Length);
        return Kind switch
        {
            EditKind.Cut => text[..place.Start],
            EditKind.Delete => text.Remove(place.Start, place.Length),
            EditKind.Double => text.Insert(place.End, $" {token}"),
            EditKind.Replace =>
                text.Remove(place.Start, place.Length).Insert(place.Start, text.Substring(tokens[Other].Start, tokens[Other].Length)),
            EditKind.Move
                when tokens[Other].Start < place.Start => text.Remove(place.Start, place.Length).Insert(tokens[Other].Start, $"{token} "),
            EditKind.Move => text.Insert(tokens[Other].Start, $"{token} ").Remove(place.Start, place.Length),
            _ => throw new InvalidOperationException($"{Kind}"),
        };
    }

    private static IReadOnlyList<TextSpan> Tokens(string text) =>
        [.. SyntaxFactory.ParseTokens(text).Where(static token => token.Span.Length > 0).Select(static token => token.Span)];
}
