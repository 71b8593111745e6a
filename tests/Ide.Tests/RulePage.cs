namespace TorchSharp.Generators.Ide.Tests;

/// <summary>The pages of the rules, and the sources that they are about.</summary>
internal static class RulePage
{
    public static IEnumerable<string> Ids =>
        Directory.GetFiles(PathOf("analyzers/docs"), "TSG*.md").Select(static file => Path.GetFileNameWithoutExtension(file));

    /// <summary>The page, with its lines joined: a title may be broken over two of them.</summary>
    public static string Read(string id) => File.ReadAllText(PathOf($"analyzers/docs/{id}.md")).ReplaceLineEndings(" ");

    /// <summary>The path of a file of the repository.</summary>
    public static string PathOf(string relative)
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Generators.sln")))
        {
            directory = directory.Parent;
        }

        return Path.Combine(directory!.FullName, relative);
    }
}
