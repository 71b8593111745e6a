using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Tests.RealCode.Sources;

namespace TorchSharp.Generators.Tests.RealCode.Binding;

/// <summary>Makes a compilation of each project.</summary>
public static class Binder
{
    /// <param name="projects">Those that others refer to before these others.</param>
    public static IReadOnlyList<BoundProject> Bind(IReadOnlyList<SourceProject> projects)
    {
        Dictionary<SourceProject, Compilation> compilations = [];
        List<BoundProject> bound = [];
        foreach (SourceProject project in projects)
        {
            // Projects of two repositories, and two of one, may have the same name.
            string name = $"Project{compilations.Count}";
            string[] friends = project.IsGuess ? [.. projects.Select(static (_, index) => $"Project{index}")] : [];
            bool isProgram = project.Files.Any(static file => file.HasTopLevelStatements);
            Compilation compilation = CSharpCompilation.Create(
                name,
                [.. project.Files.Select(static file => file.Tree), SourceFile.Parse(Head(project.Usings, friends), "Project.g.cs")],
                [.. References.All, .. project.References.Select(reference => compilations[reference].ToMetadataReference())],
                new CSharpCompilationOptions(
                    isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                    allowUnsafe: true,
                    nullableContextOptions: project.Nullable ? NullableContextOptions.Enable : NullableContextOptions.Disable));
            compilations.Add(project, compilation);
            bound.Add(new BoundProject(project, compilation));
        }

        return bound;
    }

    private static string Head(IEnumerable<string> usings, IEnumerable<string> friends) =>
        string.Concat(usings.Select(static name => $"global using {name};\n"))
            + string.Concat(friends.Select(static name => $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{name}\")]\n"));
}
