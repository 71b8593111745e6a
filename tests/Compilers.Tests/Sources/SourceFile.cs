using System.Globalization;
using TorchSharp.Generators.Compilers.Tests.Compilers;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Compilers.Tests.Sources;

/// <summary>A file of module classes, and what is made of it.</summary>
internal sealed class SourceFile
{
    private readonly ModuleFile _file;
    private readonly Lazy<string> _expected;

    private SourceFile(ModuleFile file)
    {
        _file = file;
        _expected = new Lazy<string>(() => Culture.In(CultureInfo.InvariantCulture, () => Reading.Of(Project(Text), "preview")));
    }

    public static IReadOnlyList<SourceFile> All { get; } = [.. ModuleFile.All.Select(static file => new SourceFile(file))];

    /// <summary>What each version of the language has brought, in generated and hand-written classes.</summary>
    public static IReadOnlyList<SourceFile> Forms { get; } =
        [.. All.Where(static file => file.Name.StartsWith("Forms", StringComparison.Ordinal))];

    public string Name => _file.Name;

    public string Text => _file.Text;

    /// <summary>What the compiler that all is built on makes of it, in its newest language.</summary>
    public string Expected => _expected.Value;

    public (string Path, string Text)[] Project(string text) => _file.Project(text);

    /// <summary>The first line that is another one than expected; null where there is none.</summary>
    public string? Difference(string read, string by)
    {
        if (read == Expected)
        {
            return null;
        }

        (string Expected, string Read)[] lines =
            [.. Expected.Split('\n').Append("the end").Zip(read.Split('\n').Append("the end"))];
        (string expected, string found) = lines.First(static line => line.Expected != line.Read);
        return $"{Name} by {by}:\n  expected {expected}\n  but had  {found}";
    }
}
