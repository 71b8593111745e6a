using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace TorchSharp.Generators.CodeFixes;

/// <summary>
/// A fix that changes the file in which its diagnostic lies. A class says which repairs a diagnostic has; offering them
/// one by one and applying all of one kind is done here.
/// </summary>
/// <param name="ids">The rules that it fixes.</param>
public abstract class TorchCodeFix(params string[] ids) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(ids);

    /// <summary>
    /// All repairs of a file go through one editor. The batch fixer would compute each alone and drop those whose texts
    /// touch, and repairs of a declaration touch: two members of one class both make it partial. <c>dotnet format</c> asks
    /// for the key of the first diagnostic's repair, and for none where that one has no repair: then each gets its first.
    /// </summary>
    public sealed override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create(async (context, document, diagnostics) =>
            await ApplyAsync(document, diagnostics, context.CodeActionEquivalenceKey, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await ReadAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not var (root, model))
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (Repair repair in Repairs(diagnostic, root, model, context.CancellationToken))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        repair.Title,
                        token => ApplyAsync(context.Document, ImmutableArray.Create(diagnostic), repair.Key, token),
                        repair.Key),
                    diagnostic);
            }
        }
    }

    /// <summary>
    /// The repairs that <paramref name="diagnostic"/> has here. Whatever could keep one from working is checked before it
    /// is returned: what is offered works.
    /// </summary>
    private protected abstract IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken);

    private async Task<Document> ApplyAsync(
        Document document, ImmutableArray<Diagnostic> diagnostics, string? key, CancellationToken cancellationToken)
    {
        if (await ReadAsync(document, cancellationToken).ConfigureAwait(false) is not var (root, model))
        {
            return document;
        }

        var editor = new SyntaxEditor(root, document.Project.Solution.Services);
        foreach (Diagnostic diagnostic in diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            Repairs(diagnostic, root, model, cancellationToken).FirstOrDefault(repair => key is null || repair.Key == key)?.Apply(editor);
        }

        return document.WithSyntaxRoot(editor.GetChangedRoot());
    }

    private static async Task<(SyntaxNode Root, SemanticModel Model)?> ReadAsync(Document document, CancellationToken cancellationToken) =>
        await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root
        && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            ? (root, model)
            : null;
}
