using System.Globalization;
using TorchSharp.Generators.Compilers.Tests.Compilers;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Compilers.Tests.Sources;

/// <summary>A file of module classes, and what is made of it.</summary>
internal sealed class SourceFile
{
    private readonly ModuleFile _file;
    private readonly Lazy<string> _expected;
    private readonly Lazy<string> _expectedFixes;

    private SourceFile(ModuleFile file)
    {
        _file = file;
        _expected = new Lazy<string>(() => Culture.In(CultureInfo.InvariantCulture, () => Reading.Of(Project(Text), "preview")));
        _expectedFixes = new Lazy<string>(() => Reading.Fixes(Project(Text), "13"));
    }

    public static IReadOnlyList<SourceFile> All { get; } = [.. ModuleFile.All.Select(static file => new SourceFile(file))];

    /// <summary>What each version of the language has brought, in generated and hand-written classes.</summary>
    public static IReadOnlyList<SourceFile> Forms { get; } =
        [.. All.Where(static file => file.Name.StartsWith("Forms", StringComparison.Ordinal))];

    public string Name => _file.Name;

    public string Text => _file.Text;

    /// <summary>What the compiler that all is built on makes of it, in its newest language.</summary>
    public string Expected => _expected.Value;

    /// <summary>What its fixes write in that compiler.</summary>
    public string ExpectedFixes => _expectedFixes.Value;

    public (string Path, string Text)[] Project(string text) => _file.Project(text);

    /// <summary>The first line that is another one than expected; null where there is none.</summary>
    public string? Difference(string read, string by) => Difference(Expected, read, by);

    /// <inheritdoc cref="Difference(string, string)"/>
    public string? Difference(string wanted, string read, string by)
    {
        if (read == wanted)
        {
            return null;
        }

        (string Expected, string Read)[] lines =
            [.. wanted.Split('\n').Append("the end").Zip(read.Split('\n').Append("the end"))];
        (string expected, string found) = lines.First(static line => line.Expected != line.Read);
        return $"{Name} by {by}:\n  expected {expected}\n  but had  {found}";
    }
}
