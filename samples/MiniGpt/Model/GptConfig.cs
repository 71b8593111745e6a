namespace MiniGpt.Model;

/// <summary>The sizes of a GPT.</summary>
internal sealed record GptConfig(long VocabularySize, long ContextLength, long Width, long Heads, int Layers, double DropRate)
{
    /// <summary>The sizes of mini-gpt.dat, as in tests/Golden/gpt.py.</summary>
    public static GptConfig Mini { get; } = new(VocabularySize: 95, ContextLength: 64, Width: 48, Heads: 3, Layers: 3, DropRate: 0.1);
}
