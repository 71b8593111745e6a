using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Conversion;

/// <summary>
/// Converts all classes of a scope together, each file in one pass. The batch fixer would convert a hierarchy once for each
/// of its classes, and drop what does not merge.
/// </summary>
internal sealed class ConversionFixAll : FixAllProvider
{
    public static ConversionFixAll Instance { get; } = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var found = new List<(Document Document, Diagnostic Diagnostic)>();
        foreach (Document document in DocumentsOf(fixAllContext))
        {
            foreach (Diagnostic diagnostic in await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false))
            {
                found.Add((document, diagnostic));
            }
        }

        return CodeAction.Create(
            "Generate the state of these classes",
            token => ConvertAsync(fixAllContext.Solution, found, token),
            fixAllContext.CodeActionEquivalenceKey);
    }

    public static ClassDeclarationSyntax? ClassAt(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindToken(diagnostic.Location.SourceSpan.Start).Parent as ClassDeclarationSyntax;

    /// <summary>A file that several projects share changes only where all of them ask for the same change.</summary>
    public static async Task<Solution> ConvertAsync(
        Solution solution, IReadOnlyCollection<(Document Document, Diagnostic Diagnostic)> found, CancellationToken cancellationToken)
    {
        Solution changed = solution;
        foreach (IGrouping<ProjectId, (Document Document, Diagnostic Diagnostic)> project in found.GroupBy(static item => item.Document.Project.Id))
        {
            foreach ((Document document, SyntaxNode root) in await ConvertAsync(solution.GetProject(project.Key)!, project.ToArray(), cancellationToken).ConfigureAwait(false))
            {
                changed = changed.WithDocumentSyntaxRoot(document.Id, root);
            }
        }

        return changed;
    }

    private static async Task<IEnumerable<(Document Document, SyntaxNode Root)>> ConvertAsync(
        Project project, IEnumerable<(Document Document, Diagnostic Diagnostic)> found, CancellationToken cancellationToken)
    {
        if (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation || TorchSymbols.TryCreate(compilation) is not { } torch)
        {
            return [];
        }

        var oracle = RegistrationOracle.Of(compilation, torch);
        var conversions = new Dictionary<INamedTypeSymbol, ClassConversion>(SymbolEqualityComparer.Default);
        foreach ((Document document, Diagnostic diagnostic) in found)
        {
            if (await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false) is { } tree
                && ClassAt(await tree.GetRootAsync(cancellationToken).ConfigureAwait(false), diagnostic) is { } declaration
                && compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration, cancellationToken) is INamedTypeSymbol type
                && !conversions.ContainsKey(type))
            {
                foreach (ClassConversion conversion in ConversionGroup.Of(type, oracle, cancellationToken))
                {
                    conversions[conversion.Type] = conversion;
                }
            }
        }

        return DryRun.TreesOf(conversions.Values)
            .Select(tree => (project.GetDocument(tree)!, DryRun.Rewrite(tree, conversions.Values, compilation, cancellationToken).GetRoot(cancellationToken)));
    }

    private static IEnumerable<Document> DocumentsOf(FixAllContext context) =>
        context.Scope switch
        {
            FixAllScope.Document => context.Document is { } document ? [document] : [],
            FixAllScope.Project => context.Project.Documents,
            _ => context.Solution.Projects.Where(project => project.Language == context.Project.Language).SelectMany(static project => project.Documents),
        };
}
