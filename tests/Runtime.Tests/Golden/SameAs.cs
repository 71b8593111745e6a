namespace TorchSharp.Generators.Runtime.Tests.Golden;

internal static class SameAs
{
    /// <summary>Fails with both lists side by side, which shows a shifted or renamed entry better than its index does.</summary>
    public static void PyTorch(string what, IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        if (expected.SequenceEqual(actual))
        {
            return;
        }

        IEnumerable<string> rows = Enumerable.Range(0, Math.Max(expected.Count, actual.Count)).Select(i =>
        {
            string left = expected.ElementAtOrDefault(i) ?? "(nothing)";
            string right = actual.ElementAtOrDefault(i) ?? "(nothing)";
            return left == right ? $"       {left}" : $"PyTorch {left}\n  here  {right}";
        });
        Assert.Fail($"{what} differs from PyTorch's:\n{string.Join('\n', rows)}");
    }
}
