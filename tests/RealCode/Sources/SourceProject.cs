namespace TorchSharp.Generators.Tests.RealCode.Sources;

/// <summary>Files that are compiled together.</summary>
public sealed class SourceProject(Repository repository, string name, IReadOnlyList<SourceFile> files)
{
    public Repository Repository { get; } = repository;

    public string Name { get; } = name;

    public IReadOnlyList<SourceFile> Files { get; } = files;

    /// <summary>Whose types it sees; their own references included.</summary>
    public IReadOnlyList<SourceProject> References { get; init; } = [];

    /// <summary>Namespaces that every file imports.</summary>
    public IReadOnlyList<string> Usings { get; init; } = DefaultUsings;

    public bool Nullable { get; init; } = true;

    /// <summary>
    /// Whether it was put together here: what it takes from a project beside it may be internal there, since the two may have
    /// been one.
    /// </summary>
    public bool IsGuess { get; init; }

    /// <summary>What <c>ImplicitUsings</c> stands for.</summary>
    public static IReadOnlyList<string> DefaultUsings { get; } =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];
}
