namespace TorchSharp.Generators.Tests.RealCode.Sources;

/// <summary>Files on their way to become a project, with what their declarations say about other files.</summary>
internal sealed class FileGroup
{
    private readonly List<SourceFile> _files = [];
    private readonly HashSet<string> _types = [];
    private readonly HashSet<string> _whole = [];
    private readonly HashSet<string> _typeNames = [];
    private readonly HashSet<string> _identifiers = [];

    public FileGroup(string name, IEnumerable<SourceFile> files)
    {
        Name = name;
        foreach (SourceFile file in files)
        {
            Add(file);
        }
    }

    public string Name { get; }

    public IReadOnlyList<SourceFile> Files => _files;

    /// <summary>Whether its own files declare a type twice.</summary>
    public bool IsTorn { get; private set; }

    public void Add(FileGroup other)
    {
        foreach (SourceFile file in other._files)
        {
            Add(file);
        }
    }

    public bool ClashesWith(FileGroup other) => _whole.Overlaps(other._types) || other._whole.Overlaps(_types);

    /// <summary>How many types of the other's are named here, without being declared here as well.</summary>
    public int UsesOf(FileGroup other) => other._typeNames.Count(name => _identifiers.Contains(name) && !_typeNames.Contains(name));

    private void Add(SourceFile file)
    {
        IsTorn |= _whole.Overlaps(file.Types) || file.Whole.Overlaps(_types);
        _files.Add(file);
        _types.UnionWith(file.Types);
        _whole.UnionWith(file.Whole);
        _typeNames.UnionWith(file.TypeNames);
        _identifiers.UnionWith(file.Identifiers);
    }
}
