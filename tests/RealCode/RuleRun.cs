using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Tests.Common;
using TorchSharp.Generators.Tests.RealCode.Binding;

namespace TorchSharp.Generators.Tests.RealCode;

/// <summary>Runs all rules of the package, as a build of its users does.</summary>
internal static class RuleRun
{
    /// <summary>What the compiler reports of a rule that throws.</summary>
    public const string Crash = "AD0001";

    public static CompilationWithAnalyzers Attach(Compilation compilation) => compilation.WithAnalyzers(
        PackagedRules.All,
        new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: true));

    public static IEnumerable<Report> Reports(BoundProject project) =>
        Attach(Generator.Run(project.Source)).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
            .Select(diagnostic => Describe(project, diagnostic))
            .Distinct()
            .OrderBy(static report => report.File, StringComparer.Ordinal)
            .ThenBy(static report => report.Line)
            .ThenBy(static report => report.Id, StringComparer.Ordinal);

    private static Report Describe(BoundProject project, Diagnostic diagnostic)
    {
        Location location = diagnostic.Location;
        string file = location.SourceTree is { FilePath: [_, ..] path } ? project.Project.Repository.Relative(path) : project.Project.Name;
        SyntaxNode? node = location.SourceTree?.GetRoot().FindNode(location.SourceSpan);
        return new Report(
            project.Project.Repository.Name,
            file,
            location.GetLineSpan().StartLinePosition.Line + 1,
            node?.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>()?.Identifier.ValueText,
            diagnostic.Id,
            diagnostic.Severity,
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture),
            project.IsInBrokenBody(location));
    }
}
