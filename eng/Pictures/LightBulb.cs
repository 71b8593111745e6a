using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.CodeFixes;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Pictures;

/// <summary>What an editor has for a file: its colors, what the rules report first, and the fixes that they offer for it.</summary>
internal sealed record LightBulb(
    SourceText Source, ImmutableArray<ClassifiedSpan> Colors, Diagnostic Diagnostic, IReadOnlyList<string> Fixes)
{
    public const string Attention =
        """
        [Module]
        public partial class CausalAttention(long size) : Module<Tensor, Tensor>("attention")
        {
            private readonly Linear W_query = Linear(8, 8);
            private Tensor mask = triu(ones(size, size), diagonal: 1);

            public override Tensor forward(Tensor x) => W_query.call(x) * mask;
        }
        """;

    private const string Usings =
        """
        global using TorchSharp;
        global using TorchSharp.Generators;
        global using TorchSharp.Modules;
        global using static TorchSharp.torch;
        global using static TorchSharp.torch.nn;
        """;

    public static async Task<LightBulb> OfAsync(string source)
    {
        using var workspace = new AdhocWorkspace();
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Consumer",
            "Consumer",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(LanguageVersion.CSharp13),
            metadataReferences: TestReferences.All));
        workspace.AddDocument(project.Id, "Usings.cs", SourceText.From(Usings));
        Document document = workspace.AddDocument(project.Id, "CausalAttention.cs", SourceText.From(source));

        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        Diagnostic diagnostic = (await compilation.WithAnalyzers(PackagedRules.All).GetAnalyzerDiagnosticsAsync())
            .Where(static reported => reported.Severity >= DiagnosticSeverity.Warning)
            .OrderBy(static reported => reported.Location.SourceSpan.Start)
            .First();

        var titles = new List<string>();
        foreach (CodeFixProvider fix in Fixers().Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            var context = new CodeFixContext(document, diagnostic, (action, _) => titles.Add(action.Title), CancellationToken.None);
            await fix.RegisterCodeFixesAsync(context);
        }

        SourceText text = await document.GetTextAsync();
        IEnumerable<ClassifiedSpan> colors = await Classifier.GetClassifiedSpansAsync(document, new TextSpan(0, text.Length));
        return new LightBulb(text, [.. colors], diagnostic, titles);
    }

    private static IEnumerable<CodeFixProvider> Fixers() =>
        typeof(TorchCodeFix).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider)))
            .Select(static type => (CodeFixProvider)Activator.CreateInstance(type)!);
}
