using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Rules;
using TorchSharp.Generators.CodeFixes;

namespace TorchSharp.Generators.Analyzers.Tests.Catalog;

/// <summary>The rules as the assemblies have them, and the repository that describes them.</summary>
internal static class RuleCatalog
{
    /// <summary>Its properties are what the analyzers share; a rule exists once one of them supports it.</summary>
    public static IReadOnlyDictionary<string, DiagnosticDescriptor> Declared { get; } = typeof(Descriptors)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(static field => field.Name, static field => (DiagnosticDescriptor)field.GetValue(null)!);

    public static IReadOnlyList<DiagnosticAnalyzer> Analyzers { get; } = Create<DiagnosticAnalyzer>(typeof(TorchAnalyzer).Assembly);

    public static IReadOnlyList<CodeFixProvider> Fixes { get; } = Create<CodeFixProvider>(typeof(TorchCodeFix).Assembly);

    /// <summary>What some analyzer reports, in order of id.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Supported { get; } =
    [
        .. Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics)
            .Distinct()
            .OrderBy(static rule => rule.Id, StringComparer.Ordinal),
    ];

    public static TheoryData<string> Ids { get; } = [.. Supported.Select(static rule => rule.Id)];

    public static DiagnosticDescriptor Get(string id) => Supported.Single(rule => rule.Id == id);

    /// <summary>
    /// A member that collides with a generated one is the user's own, and so is a line that says nothing: nobody else can decide
    /// where it goes.
    /// </summary>
    public static bool NeedsFix(string id) => id is not ("TSG0008" or "TSG0011" or "TSG2003");

    public static bool HasFix(string id) => Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id));

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

    /// <summary>A file of the repository, with the line ends of the repository.</summary>
    public static string Read(string relative) => File.ReadAllText(PathOf(relative)).ReplaceLineEndings("\n");

    private static List<T> Create<T>(Assembly assembly) =>
        [
            .. assembly.GetTypes()
                .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(T)))
                .Select(static type => (T)Activator.CreateInstance(type)!)
        ];
}
