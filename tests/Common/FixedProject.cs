using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.CodeFixes;
using TorchSharp.Generators.SourceGeneration;

namespace TorchSharp.Generators.Tests.Common;

/// <summary>A project with the generator, all rules and all fixes of the package.</summary>
public static class FixedProject
{
    public static ImmutableArray<TorchCodeFix> Fixes { get; } =
    [
        .. typeof(TorchCodeFix).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(TorchCodeFix)))
            .Select(static type => (TorchCodeFix)Activator.CreateInstance(type)!),
    ];

    /// <param name="workspace">Gets the project.</param>
    /// <param name="files">Its sources.</param>
    /// <param name="version">Of the language.</param>
    /// <param name="keys">Its StateKeys.txt, where it has one.</param>
    public static Project Create(
        AdhocWorkspace workspace, IEnumerable<(string Name, string Source)> files, LanguageVersion version, string? keys = null)
    {
        (string Name, string Source)[] sources = [.. files];
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Fixed",
            "Fixed",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(
                ModuleFile.KindOf(sources), allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(version),
            metadataReferences: TestReferences.All,
            analyzerReferences: [new GeneratorReference()]));
        foreach ((string name, string source) in sources)
        {
            project = project.AddDocument(name, SourceText.From(source)).Project;
        }

        return keys is null
            ? project
            : project.AddAdditionalDocument("StateKeys.txt", SourceText.From(keys), filePath: "/StateKeys.txt").Project;
    }

    /// <summary>What the light bulb has for a diagnostic.</summary>
    public static async Task<IReadOnlyList<CodeAction>> ActionsAsync(
        CodeFixProvider fix, Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellationToken));
        return actions;
    }

    /// <summary>Null where there is something to do that no "fix all" does: a choice is the user's.</summary>
    public static async Task<CodeAction?> FixAllAsync(
        Document document,
        TorchCodeFix fix,
        FixAllScope scope,
        string id,
        string? key,
        ImmutableArray<Diagnostic> reported,
        CancellationToken cancellationToken)
    {
        var context = new FixAllContext(document, fix, scope, key!, [id], new Diagnostics(document.Project, reported), cancellationToken);
        return await fix.GetFixAllProvider().GetFixAsync(context);
    }

    public static async Task<Project> ApplyAsync(CodeAction action, Project project, CancellationToken cancellationToken)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(cancellationToken);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
    }

    /// <summary>Errors of the compiler, and what the rules say.</summary>
    public static async Task<ImmutableArray<Diagnostic>> ReportedAsync(Project project, CancellationToken cancellationToken)
    {
        Compilation compilation = (await project.GetCompilationAsync(cancellationToken))!;
        ImmutableArray<Diagnostic> reported = await compilation
            .WithAnalyzers(PackagedRules.All, project.AnalyzerOptions)
            .GetAnalyzerDiagnosticsAsync(cancellationToken);
        return
        [
            .. compilation.GetDiagnostics(cancellationToken)
                .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Concat(reported.Where(static diagnostic => !diagnostic.IsSuppressed))
                .OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }

    private sealed class Diagnostics(Project project, ImmutableArray<Diagnostic> reported) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(reported.Where(diagnostic => project.GetDocument(diagnostic.Location.SourceTree)?.Id == document.Id));

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(reported);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }

    private sealed class GeneratorReference : AnalyzerReference
    {
        private readonly ISourceGenerator _generator = new ModuleGenerator().AsSourceGenerator();

        public override string? FullPath => null;

        public override object Id => nameof(ModuleGenerator);

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => [_generator];
    }
}
