using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.CodeFixes;
using TorchSharp.Generators.SourceGeneration;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.Verification;

/// <summary>
/// Applies every fix that is offered in a project, each alone and then as "fix all" in document and project, and says which
/// of them change nothing, do not compile, leave the diagnostic or bring another one.
/// </summary>
internal sealed class OfferedFixes
{
    private static readonly ImmutableArray<TorchCodeFix> s_fixes =
    [
        .. typeof(TorchCodeFix).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(TorchCodeFix)))
            .Select(static type => (TorchCodeFix)Activator.CreateInstance(type)!),
    ];

    private readonly Project _project;
    private readonly ImmutableArray<Diagnostic> _reported;
    private readonly ILookup<string, string> _before;
    private readonly Dictionary<string, ILookup<string, string>> _after = new(StringComparer.Ordinal);
    private readonly List<string> _failures = [];

    private OfferedFixes(Project project, ImmutableArray<Diagnostic> reported)
    {
        _project = project;
        _reported = reported;
        _before = Count(reported);
    }

    /// <summary>One line for each fix that does not do what it offers.</summary>
    public IReadOnlyList<string> Failures => _failures;

    public static async Task<OfferedFixes> ApplyAsync(
        IEnumerable<(string Name, string Source)> files, LanguageVersion version, CancellationToken cancellationToken)
    {
        using var workspace = new AdhocWorkspace();
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Fixed",
            "Fixed",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(version),
            metadataReferences: TestReferences.All,
            analyzerReferences: [new GeneratorReference()]));
        foreach ((string name, string source) in files)
        {
            project = project.AddDocument(name, SourceText.From(source)).Project;
        }

        var fixes = new OfferedFixes(project, await ReportedAsync(project, cancellationToken));
        Dictionary<(string Id, string Key), List<(Document Document, TorchCodeFix Fix)>> offered = [];
        foreach (Diagnostic diagnostic in fixes._reported)
        {
            foreach (TorchCodeFix fix in s_fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                Document document = project.GetDocument(diagnostic.Location.SourceTree)!;
                foreach (CodeAction action in await ActionsAsync(fix, document, diagnostic, cancellationToken))
                {
                    string what = $"{diagnostic.Id} line {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1} {action.EquivalenceKey}";
                    await fixes.TryAsync(what, action, diagnostic.Id, 1, cancellationToken);
                    (string, string) kind = (diagnostic.Id, action.EquivalenceKey!);
                    offered[kind] = [.. offered.GetValueOrDefault(kind, []), (document, fix)];
                }
            }
        }

        foreach (((string id, string key), List<(Document Document, TorchCodeFix Fix)> places) in offered)
        {
            foreach (IGrouping<Document, (Document Document, TorchCodeFix Fix)> inDocument in places.GroupBy(static place => place.Document))
            {
                await fixes.TryAllAsync(inDocument.First().Fix, inDocument.Key, FixAllScope.Document, id, key, inDocument.Count(), cancellationToken);
            }

            await fixes.TryAllAsync(places[0].Fix, places[0].Document, FixAllScope.Project, id, key, places.Count, cancellationToken);
        }

        return fixes;
    }

    private static async Task<IReadOnlyList<CodeAction>> ActionsAsync(TorchCodeFix fix, Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellationToken));
        return actions;
    }

    private async Task TryAllAsync(TorchCodeFix fix, Document document, FixAllScope scope, string id, string key, int count, CancellationToken cancellationToken)
    {
        var context = new FixAllContext(document, fix, scope, key, [id], new Diagnostics(_project, _reported), cancellationToken);
        CodeAction? action = await fix.GetFixAllProvider().GetFixAsync(context);
        await TryAsync($"{id} all in {scope.ToString().ToLowerInvariant()} {key}", action!, id, count, cancellationToken);
    }

    private async Task TryAsync(string what, CodeAction action, string id, int count, CancellationToken cancellationToken)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(cancellationToken);
        Project changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(_project.Id)!;
        if (!changed.GetChanges(_project).GetChangedDocuments(onlyGetDocumentsWithTextChanges: true).Any())
        {
            _failures.Add($"{what} changes nothing");
            return;
        }

        ILookup<string, string> after = await AfterAsync(changed, cancellationToken);
        if (after[id].Count() > _before[id].Count() - count)
        {
            _failures.Add($"{what} leaves {after[id].Count()} of {_before[id].Count()}, and was offered for {count}");
        }

        // That a class can be converted now finds no fault with it.
        _failures.AddRange(after
            .Where(found => found.Key != "TSG9001" && found.Count() > _before[found.Key].Count())
            .Select(found => $"{what} brings {found.Last()}"));
    }

    /// <summary>"Fix all" often comes to what the last fix alone has come to.</summary>
    private async Task<ILookup<string, string>> AfterAsync(Project changed, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (Document document in changed.Documents)
        {
            text.Append((await document.GetTextAsync(cancellationToken)).ToString()).Append('\0');
        }

        if (!_after.TryGetValue(text.ToString(), out ILookup<string, string>? after))
        {
            after = Count(await ReportedAsync(changed, cancellationToken));
            _after.Add(text.ToString(), after);
        }

        return after;
    }

    private static ILookup<string, string> Count(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.ToLookup(static diagnostic => diagnostic.Id, static diagnostic => diagnostic.ToString());

    private static async Task<ImmutableArray<Diagnostic>> ReportedAsync(Project project, CancellationToken cancellationToken)
    {
        Compilation compilation = (await project.GetCompilationAsync(cancellationToken))!;
        ImmutableArray<Diagnostic> reported = await compilation
            .WithAnalyzers(PackagedRules.All, new AnalyzerOptions([]))
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
