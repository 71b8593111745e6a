namespace TorchSharp.Generators.Mutate;

/// <summary>A part of the repository with the suite that has to see its bugs.</summary>
/// <param name="Root">The repository.</param>
/// <param name="Files">The files to plant bugs in, from the root.</param>
/// <param name="Projects">The folders of their projects, from the root.</param>
/// <param name="Tests">The test project.</param>
internal sealed record Part(string Root, IReadOnlyList<string> Files, IReadOnlyList<string> Projects, string Tests)
{
    private static readonly (string Folder, string Tests)[] s_suites =
    [
        ("analyzers/", "tests/Analyzers.Tests"), ("generator/", "tests/Generator.Tests"), ("runtime/", "tests/Runtime.Tests"),
    ];

    public static Part Find(string target)
    {
        string path = Path.GetFullPath(target);
        string root = RootOf(path);
        string relative = Path.GetRelativePath(root, path).Replace('\\', '/');
        string tests = s_suites.FirstOrDefault(suite => (relative + "/").StartsWith(suite.Folder, StringComparison.Ordinal)).Tests
            ?? throw new MutateException($"{target} is not under {string.Join(", ", s_suites.Select(static suite => suite.Folder))}");
        string[] files = File.Exists(path) ? [relative]
            : Directory.Exists(path) ? [.. Sources(path).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))]
            : throw new MutateException($"no file or folder {target}");
        return new Part(root, files, [.. files.Select(file => ProjectOf(root, file)).Distinct()], tests);
    }

    /// <summary>A copy of the repository to plant the bugs in.</summary>
    public string Copy()
    {
        string copy = Directory.CreateTempSubdirectory("Mutate").FullName;
        string listing = Command.Run("git", Root, [], "ls-files", "-co", "--exclude-standard").Output;
        foreach (string file in listing.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (File.Exists(Path.Combine(Root, file)))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, file))!);
                File.Copy(Path.Combine(Root, file), Path.Combine(copy, file));
            }
        }

        return copy;
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Split('/', '\\').Any(static part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    private static string RootOf(string path)
    {
        for (string? folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Generators.sln")))
            {
                return folder;
            }
        }

        throw new MutateException($"{path} is in no copy of this repository");
    }

    private static string ProjectOf(string root, string file)
    {
        string folder = Path.GetDirectoryName(file)!;
        while (Directory.GetFiles(Path.Combine(root, folder), "*.csproj").Length == 0)
        {
            folder = Path.GetDirectoryName(folder) is { Length: > 0 } parent
                ? parent
                : throw new MutateException($"{file} belongs to no project");
        }

        return folder;
    }
}
