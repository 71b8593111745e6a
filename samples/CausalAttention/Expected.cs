namespace Samples;

/// <summary>The inputs of the lesson and the numbers that it prints, one row a token.</summary>
internal static class Expected
{
    /// <summary>Embeddings, of shape [6, 3].</summary>
    public static readonly float[,] Inputs =
    {
        { 0.43f, 0.15f, 0.89f },
        { 0.55f, 0.87f, 0.66f },
        { 0.57f, 0.85f, 0.64f },
        { 0.22f, 0.58f, 0.33f },
        { 0.77f, 0.25f, 0.10f },
        { 0.05f, 0.80f, 0.55f },
    };

    /// <summary>The first module's context vectors, for each item of the batch, of shape [6, 2].</summary>
    public static readonly double[,] WithoutBuffer =
    {
        { -0.4519, 0.2216 },
        { -0.5874, 0.0058 },
        { -0.6300, -0.0632 },
        { -0.5675, -0.0843 },
        { -0.5526, -0.0981 },
        { -0.5299, -0.1081 },
    };

    /// <summary>The second module's context vectors, likewise.</summary>
    public static readonly double[,] WithBuffer =
    {
        { 0.4772, 0.1063 },
        { 0.5891, 0.3257 },
        { 0.6202, 0.3860 },
        { 0.5478, 0.3589 },
        { 0.5321, 0.3428 },
        { 0.5077, 0.3493 },
    };
}
