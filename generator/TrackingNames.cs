namespace TorchSharp.Generators.SourceGeneration;

/// <summary>Names of the incremental steps, by which tests see what was cached.</summary>
internal static class TrackingNames
{
    /// <summary>One attribute hit parsed into the spec of its class.</summary>
    public const string Parse = nameof(Parse);

    /// <summary>The specs that are written out.</summary>
    public const string Output = nameof(Output);
}
