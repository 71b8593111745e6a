using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TorchSharp.Generators.CodeFixes;

/// <summary>"Fix all" in a document, a project and a solution, in one pass.</summary>
internal sealed class RepairAll(TorchCodeFix fix) : FixAllProvider
{
    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() =>
        [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

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

        // dotnet format asks for the key of the first diagnostic's repair, and for none where that one has no repair: then each
        // gets its first.
        string? key = fixAllContext.CodeActionEquivalenceKey;
        Solution changed = await fix.ApplyAsync(
            fixAllContext.Solution,
            found,
            repair => repair.ForAll && (key is null || repair.Key == key),
            fixAllContext.CancellationToken).ConfigureAwait(false);

        // For each project of a solution, and each of its target frameworks, dotnet format asks again. Where nothing is left to do it
        // must not say that the fix failed; where something is left and nobody may choose for the user, it must.
        return changed == fixAllContext.Solution && found.Count > 0
            ? null
            : CodeAction.Create("Fix all", _ => Task.FromResult(changed), key);
    }

    private static IEnumerable<Document> DocumentsOf(FixAllContext context) =>
        context.Scope switch
        {
            FixAllScope.Document => context.Document is { } document ? [document] : [],
            FixAllScope.Project => context.Project.Documents,
            _ => context.Solution.Projects
                .Where(project => project.Language == context.Project.Language)
                .SelectMany(static project => project.Documents),
        };
}
