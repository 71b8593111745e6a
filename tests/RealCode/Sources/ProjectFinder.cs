using System.Xml;
using System.Xml.Linq;

namespace TorchSharp.Generators.Tests.RealCode.Sources;

/// <summary>Says which files are compiled together, and what else they see.</summary>
public static class ProjectFinder
{
    /// <returns>Those that others refer to before these others.</returns>
    public static IReadOnlyList<SourceProject> Find(Repository repository)
    {
        SourceFile[] files = [.. repository.Files.Select(static path => new SourceFile(path))];
        Dictionary<string, string> byFolder = Directory.EnumerateFiles(repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .GroupBy(static path => Path.GetDirectoryName(path)!)
            .ToDictionary(static group => group.Key, static group => group.First());
        ILookup<string?, SourceFile> owned = files.ToLookup(file => Owner(Path.GetDirectoryName(file.Path), byFolder));

        List<SourceProject> inOrder = [];
        Dictionary<string, SourceProject?> done = [];
        foreach (string path in owned.Select(static group => group.Key).OfType<string>())
        {
            Read(path);
        }

        return [.. inOrder, .. FolderProjects.Find(repository, [.. owned[null]])];

        SourceProject? Read(string path)
        {
            // An entry without a value is being read: a reference back to it is a circle, and is left out.
            if (done.TryGetValue(path, out SourceProject? known) || !owned.Contains(path))
            {
                return known;
            }

            done[path] = null;
            XElement? xml = Load(path);
            string[] includes = [.. Includes(xml, "ProjectReference").Select(include => Resolve(path, include))];
            SourceProject[] direct = [.. includes.Select(Read).OfType<SourceProject>()];
            string? implicitUsings = Property(xml, "ImplicitUsings");
            var project = new SourceProject(repository, repository.Relative(path), [.. owned[path]])
            {
                References = [.. direct.SelectMany(static project => project.References.Prepend(project)).Distinct()],
                Usings = [.. implicitUsings is "enable" or "true" ? SourceProject.DefaultUsings : [], .. Includes(xml, "Using")],
                Nullable = Property(xml, "Nullable") is "enable",
            };
            inOrder.Add(project);
            return done[path] = project;
        }
    }

    private static string? Owner(string? folder, Dictionary<string, string> byFolder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (byFolder.TryGetValue(folder, out string? project))
            {
                return project;
            }
        }

        return null;
    }

    private static XElement? Load(string path)
    {
        try
        {
            return XElement.Load(path);
        }
        catch (XmlException)
        {
            // Sources are read as they are found; this one says nothing but where a project begins.
            return null;
        }
    }

    private static IEnumerable<string> Includes(XElement? xml, string item) =>
        xml?.Descendants()
            .Where(element => element.Name.LocalName == item && element.Attribute("Static") is null && element.Attribute("Alias") is null)
            .Select(static element => (string?)element.Attribute("Include"))
            .OfType<string>() ?? [];

    private static string? Property(XElement? xml, string name) =>
        xml?.Descendants().LastOrDefault(element => element.Name.LocalName == name)?.Value.Trim();

    private static string Resolve(string project, string include) =>
        Path.GetFullPath(include.Replace('\\', Path.DirectorySeparatorChar), Path.GetDirectoryName(project)!);
}
