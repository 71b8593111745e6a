namespace MiniGpt;

/// <summary>One token a character; the vocabulary is printable ASCII, space first.</summary>
internal static class Tokenizer
{
    private const char First = ' ';
    private const char Last = '~';

    /// <exception cref="UsageException">A character that the model has never seen.</exception>
    public static long[] Encode(string text) => [.. text.Select(Encode)];

    public static string Decode(IEnumerable<long> tokens) => string.Concat(tokens.Select(token => (char)(token + First)));

    private static long Encode(char character) => character is >= First and <= Last
        ? character - First
        : throw new UsageException($"The prompt contains {Describe(character)}; the model knows printable ASCII characters only.");

    private static string Describe(char character) =>
        char.IsControl(character) || char.IsSurrogate(character) ? $"U+{(int)character:X4}" : $"'{character}'";
}
