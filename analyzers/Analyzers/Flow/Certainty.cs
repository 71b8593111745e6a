namespace TorchSharp.Generators.Analyzers.Flow;

/// <summary>What is known about a fact at one point of a program.</summary>
internal enum Certainty
{
    /// <summary>It holds on no path that leads here.</summary>
    No,

    /// <summary>It holds on every path that leads here.</summary>
    Yes,

    /// <summary>It depends on the path, or on code that cannot be seen.</summary>
    Unknown,
}

internal static class CertaintyExtensions
{
    /// <summary>The knowledge where two paths meet.</summary>
    public static Certainty Join(this Certainty left, Certainty right) => left == right ? left : Certainty.Unknown;
}
