namespace TorchSharp.Generators.Typing.Tests.Edits;

/// <summary>The random choices of one input: the same in each process, as <see cref="HashCode"/> is not.</summary>
internal static class Draw
{
    public static Random Of(int seed, int number) => new(unchecked((seed * 1_000_003) + number));
}
