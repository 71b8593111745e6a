using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TorchSharp.Generators.Tests.Common;

/// <summary>A file of module classes that people could have written, with the others of its project.</summary>
/// <param name="Name">Its path below the folder of all of them.</param>
/// <param name="Text">What is in it, with line ends of Unix.</param>
/// <param name="Others">What has to be compiled beside it: the rest of the project, and the usings that a new one has.</param>
public sealed record ModuleFile(string Name, string Text, ImmutableArray<(string Name, string Text)> Others)
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Modules");

    public static (string Name, string Text) Usings { get; } = (
        "Usings.cs", "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;");

    /// <summary>
    /// Those that <c>ModuleFiles.targets</c> brings: whole small models in the habits of real repositories, each attribute in each
    /// form, and each mistake. Each folder in <c>Projects</c> is one project, any other file is one by itself.
    /// </summary>
    public static IReadOnlyList<ModuleFile> All { get; } =
    [
        .. Directory.EnumerateFiles(s_folder, "*.cs", SearchOption.AllDirectories)
            .Select(static path => (Name: Path.GetRelativePath(s_folder, path).Replace('\\', '/'), Text: File.ReadAllText(path).ReplaceLineEndings("\n")))
            .OrderBy(static file => file.Name, StringComparer.Ordinal)
            .GroupBy(static file => file.Name.StartsWith("Projects/", StringComparison.Ordinal) ? Path.GetDirectoryName(file.Name) : file.Name)
            .SelectMany(static project => project.Select(file => new ModuleFile(file.Name, file.Text, [.. project.Where(other => other != file), Usings])))
    ];

    /// <summary>The language that it is written in. The compiler that all is built on has C# 14 as a preview.</summary>
    public LanguageVersion Language => Name == "Forms/CSharp14.cs" ? LanguageVersion.Preview : LanguageVersion.CSharp13;

    /// <summary>A program has its statements in a file that is called so.</summary>
    public static OutputKind KindOf(IEnumerable<(string Name, string Text)> files) =>
        files.Any(static file => Path.GetFileName(file.Name) == "Program.cs") ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;

    /// <summary>The file with another text, and what stands beside it.</summary>
    public (string Name, string Text)[] Project(string text) => [(Name, text), .. Others];
}
