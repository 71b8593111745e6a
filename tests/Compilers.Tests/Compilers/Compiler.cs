using System.Reflection;
using System.Runtime.Loader;

namespace TorchSharp.Generators.Compilers.Tests.Compilers;

/// <summary>
/// A version of Roslyn, and the generator and the rules as it loads them: the assemblies that were built on the oldest one.
/// </summary>
internal sealed class Compiler
{
    private readonly Func<(string Path, string Text)[], string, string> _read;
    private readonly Func<(string Path, string Text)[], string, string> _errors;
    private readonly Func<(string Path, string Text)[], string, string> _fixes;

    private Compiler(string version)
    {
        Version = version;
        Type reading = new Context(version).LoadFromAssemblyPath(typeof(Reading).Assembly.Location).GetType(typeof(Reading).FullName!)!;
        _read = Method(nameof(Reading.Of));
        _errors = Method(nameof(Reading.Errors));
        _fixes = Method(nameof(Reading.Fixes));
        Loaded = (string[])reading.GetProperty(nameof(Reading.Loaded))!.GetValue(null)!;

        Func<(string Path, string Text)[], string, string> Method(string name) =>
            reading.GetMethod(name, [typeof((string, string)[]), typeof(string)])!
                .CreateDelegate<Func<(string Path, string Text)[], string, string>>();
    }

    /// <summary>All but the one that this assembly is built on.</summary>
    public static IReadOnlyList<Compiler> Others { get; } =
        [.. Metadata("Compilers").Split(' ').Select(static version => new Compiler(version))];

    public string Version { get; }

    /// <summary>What its assemblies say that they are.</summary>
    public IReadOnlyList<string> Loaded { get; }

    public string Read((string Path, string Text)[] files, string language) => _read(files, language);

    public string Errors((string Path, string Text)[] files, string language) => _errors(files, language);

    public string Fixes((string Path, string Text)[] files, string language) => _fixes(files, language);

    private static string Metadata(string key) =>
        typeof(Compiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    /// <summary>Has the compiler and what is built on it for itself, and shares the rest.</summary>
    private sealed class Context(string version) : AssemblyLoadContext($"Roslyn {version}")
    {
        protected override Assembly? Load(AssemblyName name) =>
            name.Name! switch
            {
                "Microsoft.CodeAnalysis" => FromPackage("microsoft.codeanalysis.common", name.Name!),
                "Microsoft.CodeAnalysis.CSharp" => FromPackage("microsoft.codeanalysis.csharp", name.Name!),
                "Microsoft.CodeAnalysis.Workspaces" => FromPackage("microsoft.codeanalysis.workspaces.common", name.Name!),
                "Microsoft.CodeAnalysis.CSharp.Workspaces" => FromPackage("microsoft.codeanalysis.csharp.workspaces", name.Name!),
                var ours when ours.StartsWith("TorchSharp.Generators.", StringComparison.Ordinal) =>
                    LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, ours + ".dll")),
                _ => null,
            };

        private Assembly FromPackage(string package, string name) =>
            LoadFromAssemblyPath(Directory
                .GetFiles(Path.Combine(Metadata("Packages"), package, version, "lib"), name + ".dll", SearchOption.AllDirectories)
                .Single(static path => path.Contains("net8.0") || path.Contains("net10.0")));
    }
}
