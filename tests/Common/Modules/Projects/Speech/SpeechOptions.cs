namespace Generated.Speech;

/// <summary>The parts that a recognizer is made of, in a record: no module, and so no state.</summary>
public sealed record SpeechOptions(FrontEnd FrontEnd, EncoderOptions Encoder, IReadOnlyList<string> Vocabulary)
{
    public const string EncoderKey = "enc";

    public int Classes => Vocabulary.Count + 1;
}

public sealed record EncoderOptions(int Width, int Heads, int Layers)
{
    public static EncoderOptions Small { get; } = new(144, 4, 2);
}
