using System.Globalization;
using TorchSharp.Generators.Compilers.Tests.Compilers;

namespace TorchSharp.Generators.Compilers.Tests.Sources;

/// <summary>A file of module classes, and what is made of it.</summary>
internal sealed class SourceFile
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Read");

    private readonly Lazy<string> _expected;

    private SourceFile(string path)
    {
        Name = Path.GetRelativePath(s_folder, path);
        Text = File.ReadAllText(path).ReplaceLineEndings("\n");
        _expected = new Lazy<string>(() =>
        {
            CultureInfo culture = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            try
            {
                return Reading.Of(Project(Text), "preview");
            }
            finally
            {
                CultureInfo.CurrentCulture = culture;
            }
        });
    }

    /// <summary>The small models of the other suites, and <see cref="Forms"/>.</summary>
    public static IReadOnlyList<SourceFile> All { get; } =
    [
        .. Directory.EnumerateFiles(s_folder, "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(static path => new SourceFile(path)),
    ];

    /// <summary>What each version of the language has brought, in generated and hand-written classes.</summary>
    public static IReadOnlyList<SourceFile> Forms { get; } =
        [.. All.Where(static file => file.Name.StartsWith("Forms", StringComparison.Ordinal))];

    public string Name { get; }

    public string Text { get; }

    /// <summary>What the compiler that all is built on makes of it, in its newest language.</summary>
    public string Expected => _expected.Value;

    /// <summary>The file with another text, and the usings that a new project has.</summary>
    public (string Path, string Text)[] Project(string text) => [(Name, text), ("Usings.cs", Usings)];

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
