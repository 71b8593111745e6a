using System.Globalization;

namespace TorchSharp.Generators.Mutate;

/// <summary>The tests, built with all bugs in it.</summary>
/// <param name="copy">The copy of the repository.</param>
/// <param name="project">The test project.</param>
/// <param name="pattern">The names of the classes to run, null for all.</param>
internal sealed class Suite(string copy, string project, string? pattern)
{
    private readonly string _program = Directory.EnumerateFiles(
        Path.Combine(copy, project, "bin"),
        $"TorchSharp.Generators.{Path.GetFileName(project)}.dll",
        SearchOption.AllDirectories).First();

    /// <summary>One test that sees a bug is enough.</summary>
    public Command Run(int mutant, TimeSpan limit, params IEnumerable<string> classes) => Command.Run(
        "dotnet",
        Path.GetDirectoryName(_program)!,
        [(Switches.Active, mutant.ToString(CultureInfo.InvariantCulture))],
        limit,
        [_program, "--stop-on-fail", "on", .. Filter(classes)]);

    /// <summary>
    /// The test classes that reach each bug, without a name where none has begun. Tests that count allocations fail meanwhile.
    /// </summary>
    public ILookup<int, string> Trace()
    {
        string file = Path.Combine(copy, "trace");
        Command.Run("dotnet", Path.GetDirectoryName(_program)!, [(Switches.Trace, file)], [_program, .. Filter([])]);
        return File.ReadLines(file).Select(static line => line.Split(' ', 2)).ToLookup(
            static pair => int.Parse(pair[0], CultureInfo.InvariantCulture),
            static pair => pair[1]);
    }

    private IEnumerable<string> Filter(IEnumerable<string> classes) =>
        classes.DefaultIfEmpty(pattern ?? "*").SelectMany(static name => new[] { "--filter-class", name });
}
