namespace TorchSharp.Generators.Mutate;

/// <summary>A bug that can be switched on.</summary>
/// <param name="Number">The value of the switch.</param>
/// <param name="File">The file, from the root of the repository.</param>
/// <param name="Line">Where it stands, counted from one.</param>
/// <param name="Before">What is written there.</param>
/// <param name="After">What is done instead.</param>
internal sealed record Mutant(int Number, string File, int Line, string Before, string After)
{
    public override string ToString() => $"{File}:{Line}: {Short(Before)} -> {Short(After)}";

    private static string Short(string code)
    {
        string line = string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 60 ? line : line[..57] + "...";
    }
}
