namespace TorchSharp.Generators.Tests.RealCode.Sources;

/// <summary>A folder of sources that somebody maintains as one.</summary>
/// <param name="Name"><c>owner/name</c>, or the folder's own name.</param>
/// <param name="Root">Its folder.</param>
/// <param name="Files">The C# files that are its own.</param>
public sealed record Repository(string Name, string Root, IReadOnlyList<string> Files)
{
    private static readonly EnumerationOptions s_everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    public static IReadOnlyList<Repository> FindAll(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException(File.Exists(folder) ? $"{folder} is a file, not a folder" : $"no folder {folder}");
        }

        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string[] named = IsNamed(root) ? [root] : [.. Directory.GetDirectories(root).Where(IsNamed).Order(StringComparer.Ordinal)];
        string[] rest = [.. SourcesUnder(root).Where(file => !named.Any(name => IsUnder(file, name)))];
        Repository[] all =
        [
            .. named.Select(static path => new Repository(Path.GetFileName(path).Replace('+', '/'), path, SourcesUnder(path))),
            new Repository(Path.GetFileName(root), root, rest),
        ];
        Repository[] found = [.. all.Where(static repository => repository.Files.Count > 0)];
        return found.Length > 0 ? found : throw new UsageException($"no C# file under {folder}");
    }

    /// <summary>A path inside the repository, as labels and reports write it.</summary>
    public string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static bool IsNamed(string path) => Path.GetFileName(path).Split('+') is [{ Length: > 0 }, { Length: > 0 }];

    private static bool IsUnder(string file, string folder) =>
        file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string[] SourcesUnder(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.cs", s_everywhere)
            .Where(file => !IsBuildOutput(Path.GetRelativePath(folder, file)))
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsBuildOutput(string relative) =>
        relative.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)
            .Any(static part => part.ToUpperInvariant() is "BIN" or "OBJ");
}
