namespace TorchSharp.Generators.Analyzers.Tests.Verification;

/// <summary>libtorch has one generator for the whole process, and a seed is good for as long as nobody else draws.</summary>
internal static class RandomNumbers
{
    /// <summary>Whoever runs something on TorchSharp holds it.</summary>
    public static Lock Gate { get; } = new();
}
