namespace TorchSharp.Generators.Tests.RealCode.Sources;

/// <summary>
/// Projects of files that no project file speaks for: all of them together as far as no type is declared twice. Where one is,
/// the subfolders are taken apart and put together again, each with those whose types it names.
/// </summary>
internal static class FolderProjects
{
    public static IEnumerable<SourceProject> Find(Repository repository, IReadOnlyList<SourceFile> files)
    {
        IEnumerable<FileGroup> parts = files.Count == 0 ? [] : Parts(repository.Root, repository.Name, files);
        List<FileGroup> groups = [.. parts.OrderByDescending(static part => part.Files.Count)];
        while (ClosestPair(groups) is var (first, second))
        {
            first.Add(second);
            groups.Remove(second);
        }

        List<SourceProject> projects = [];
        foreach (FileGroup group in groups)
        {
            // Only earlier ones, so that no circle of references arises.
            SourceProject[] references = [.. projects.Where((_, index) => group.UsesOf(groups[index]) > 0)];
            projects.Add(new SourceProject(repository, group.Name, group.Files) { References = references, IsGuess = true });
        }

        return projects;
    }

    /// <summary>The two that name each other's types most and could be one.</summary>
    private static (FileGroup First, FileGroup Second)? ClosestPair(List<FileGroup> groups)
    {
        var pairs =
            from first in groups
            from second in groups.SkipWhile(candidate => candidate != first).Skip(1)
            where !first.ClashesWith(second)
            let links = first.UsesOf(second) + second.UsesOf(first)
            where links > 0
            orderby links descending
            select (first, second);
        return pairs.Select(static pair => ((FileGroup, FileGroup)?)pair).FirstOrDefault();
    }

    private static IEnumerable<FileGroup> Parts(string folder, string name, IReadOnlyList<SourceFile> files)
    {
        var whole = new FileGroup(name, files);
        if (!whole.IsTorn)
        {
            return [whole];
        }

        return files.ToLookup(file => Child(folder, file.Path)).SelectMany(child => child.Key.Length == 0
            ? child.Select(file => new FileGroup($"{name}/{Path.GetFileName(file.Path)}", [file]))
            : Parts(Path.Combine(folder, child.Key), $"{name}/{child.Key}", [.. child]));
    }

    /// <summary>The subfolder that the file is under, or nothing.</summary>
    private static string Child(string folder, string path) =>
        Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar) is [string child, _, ..] ? child : "";
}
