using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.CodeFixes;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests;

/// <summary>A file of two projects, as each file of a project with two target frameworks is: it changes for both of them.</summary>
public class LinkedFileTests
{
    private const string Source =
        """
        using System;
        using TorchSharp;
        using TorchSharp.Generators;
        using TorchSharp.Modules;

        public class Plain : torch.nn.Module
        {
            private readonly Linear first = torch.nn.Linear(1, 1);
            public Plain() : base("p") { RegisterComponents(); }
        }

        #if NET
        public class Newer : torch.nn.Module
        {
            private readonly Linear first = torch.nn.Linear(1, 1);
            public Newer() : base("n") { RegisterComponents(); }
        }
        #endif

        [Module]
        public partial class Generated : torch.nn.Module
        {
            [Buffer] private torch.Tensor total = torch.zeros(1);
            public Generated() : base("g") { }
            public void Add(torch.Tensor x) { total = total + x; }
        }
        """;

    [Theory]
    [InlineData("TSG9001", LanguageVersion.CSharp13, "Plain", "Newer")]
    [InlineData("TSG9001", LanguageVersion.CSharp9, "Plain", "Newer")]
    [InlineData("TSG9001", LanguageVersion.CSharp8, "Newer")]
    [InlineData("TSG3003", LanguageVersion.CSharp13, "total = total + x MakePartialProperty", "total = total + x DetachAssignedState")]
    [InlineData("TSG3003", LanguageVersion.CSharp12, "total = total + x DetachAssignedState")]
    public async Task Fix_is_offered_where_each_project_can_have_it(string id, LanguageVersion other, params string[] offered)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var workspace = new AdhocWorkspace();
        Project project = Linked(workspace, other);

        Assert.Equal(offered.Order(), (await OfferedAsync(project, id, cancellationToken)).Order());
    }

    [Theory]
    [InlineData("TSG9001")]
    [InlineData("TSG3003")]
    public async Task File_is_the_same_in_both_when_all_is_fixed(string id)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var workspace = new AdhocWorkspace();
        Solution solution = Linked(workspace, LanguageVersion.CSharp13, "NET").Solution;
        var found = new List<(Document, Diagnostic)>();
        foreach (Project project in solution.Projects)
        {
            found.AddRange((await FixedProject.ReportedAsync(project, cancellationToken))
                .Where(diagnostic => diagnostic.Id == id)
                .Select(diagnostic => (project.GetDocument(diagnostic.Location.SourceTree)!, diagnostic)));
        }

        Solution changed = await FixedProject.Fixes.First(fix => fix.FixableDiagnosticIds.Contains(id))
            .ApplyAsync(solution, found, static _ => true, cancellationToken);

        var texts = new HashSet<string>();
        foreach (Project project in changed.Projects)
        {
            texts.Add((await project.Documents.Single().GetTextAsync(cancellationToken)).ToString());
        }

        Assert.NotEqual(Source, Assert.Single(texts));
    }

    private static async Task<IReadOnlyList<string>> OfferedAsync(Project project, string id, CancellationToken cancellationToken)
    {
        var offered = new List<string>();
        foreach (Diagnostic diagnostic in (await FixedProject.ReportedAsync(project, cancellationToken)).Where(diagnostic => diagnostic.Id == id))
        {
            string place = diagnostic.Location.SourceTree!.GetText(cancellationToken).ToString(diagnostic.Location.SourceSpan);
            foreach (TorchCodeFix fix in FixedProject.Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(id)))
            {
                IReadOnlyList<CodeAction> actions = await FixedProject.ActionsAsync(
                    fix, project.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, cancellationToken);
                offered.AddRange(actions.Select(action => id == "TSG9001" ? place : $"{place} {action.EquivalenceKey}"));
            }
        }

        return offered;
    }

    /// <summary>The first of two projects with the file; the second has another language, and other symbols.</summary>
    private static Project Linked(AdhocWorkspace workspace, LanguageVersion other, params string[] symbols)
    {
        Project first = FixedProject.Create(workspace, [("Linked.cs", Source)], LanguageVersion.CSharp13);
        first = first.WithParseOptions(((CSharpParseOptions)first.ParseOptions!).WithPreprocessorSymbols("NET"));
        var second = ProjectId.CreateNewId();
        Solution both = first.Solution
            .AddProject(second, "Second", "Second", LanguageNames.CSharp)
            .WithProjectCompilationOptions(second, first.CompilationOptions!)
            .WithProjectParseOptions(second, new CSharpParseOptions(other, preprocessorSymbols: symbols))
            .WithProjectMetadataReferences(second, first.MetadataReferences)
            .WithProjectAnalyzerReferences(second, first.AnalyzerReferences)
            .AddDocument(DocumentId.CreateNewId(second), "Linked.cs", Source);
        foreach (DocumentId document in both.Projects.SelectMany(static project => project.DocumentIds))
        {
            both = both.WithDocumentFilePath(document, "/Linked.cs");
        }

        return both.GetProject(first.Id)!;
    }
}
