using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.Analyzers.Conversion;

namespace TorchSharp.Generators.CodeFixes;

/// <summary>A fix of a rule. A class says which repairs a diagnostic has; offering them and applying them is done here.</summary>
/// <param name="ids">The rules that it fixes.</param>
public abstract class TorchCodeFix(params string[] ids) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(ids);

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new RepairAll(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (Repair repair in await OfferedAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        repair.Title,
                        token => ApplyAsync(
                            context.Document.Project.Solution, [(context.Document, diagnostic)], other => other.Key == repair.Key, token),
                        repair.Key),
                    diagnostic);
            }
        }
    }

    /// <summary>
    /// Applies the repairs of one kind together: all edits of a file through one editor, all classes of a project in one
    /// pass. The batch fixer would compute each alone and drop those whose texts touch, and repairs of a declaration touch:
    /// two members of one class both make it partial.
    /// </summary>
    internal async Task<Solution> ApplyAsync(
        Solution solution,
        IReadOnlyCollection<(Document Document, Diagnostic Diagnostic)> found,
        Func<Repair, bool> isWanted,
        CancellationToken cancellationToken)
    {
        Solution changed = solution;
        var keyFiles = new KeyFileEdits();
        foreach (IGrouping<ProjectId, (Document Document, Diagnostic Diagnostic)> inProject in found.GroupBy(
            static item => item.Document.Project.Id))
        {
            Project project = solution.GetProject(inProject.Key)!;
            var editors = new Dictionary<DocumentId, SyntaxEditor>();
            var requests = new List<GenerationRequest>();
            var repaired = new HashSet<(DocumentId, TextSpan, string)>();
            foreach ((
                Document document, Diagnostic diagnostic) in inProject.OrderBy(static item => item.Diagnostic.Location.SourceSpan.Start))
            {
                switch ((await OfferedAsync(document, diagnostic, cancellationToken).ConfigureAwait(false)).FirstOrDefault(isWanted))
                {
                    case GenerateRepair generate:
                        requests.Add(generate.Request);
                        break;
                    case KeyFileRepair line:
                        keyFiles.Add(line, project);
                        break;
                    // What a rule says twice of one place, of two aliases of a member for example, is repaired once.
                    case EditRepair edit when !repaired.Add((document.Id, diagnostic.Location.SourceSpan, edit.Title)):
                        break;
                    case EditRepair edit when (edit.Tree is null ? document : project.GetDocument(edit.Tree)) is { } target:
                        if (!editors.TryGetValue(target.Id, out SyntaxEditor? editor))
                        {
                            editor = new SyntaxEditor(
                                (await target.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!, solution.Services);
                            editors.Add(target.Id, editor);
                        }

                        edit.Apply(editor);
                        break;
                }
            }

            foreach (KeyValuePair<DocumentId, SyntaxEditor> edited in editors)
            {
                changed = await LineEnds.KeepAsync(
                    changed.WithDocumentSyntaxRoot(edited.Key, edited.Value.GetChangedRoot()).GetDocument(edited.Key)!,
                    cancellationToken).ConfigureAwait(false);
            }

            changed = requests.Count == 0 ? changed
                : await Generation.ApplyAsync(project, GenerationRequest.Union(requests), changed, cancellationToken).ConfigureAwait(false);
        }

        return await keyFiles.ApplyAsync(changed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The repairs that <paramref name="diagnostic"/> has here. Whatever could keep one from working is checked before it
    /// is returned: what is offered works.
    /// </summary>
    private protected abstract IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken);

    /// <summary>The repairs that work in each project that compiles the file.</summary>
    private async Task<IReadOnlyList<Repair>> OfferedAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        IReadOnlyList<Repair> offered = await RepairsAsync(document, diagnostic, cancellationToken).ConfigureAwait(false);
        if (offered.Count == 0)
        {
            return offered;
        }

        foreach ((Document linked, Diagnostic there) in await LinkedFiles.WithAsync(
            document, diagnostic, cancellationToken).ConfigureAwait(false))
        {
            IReadOnlyList<Repair> others = await RepairsAsync(linked, there, cancellationToken).ConfigureAwait(false);
            offered = [.. offered.Where(repair => others.Any(other => other.Key == repair.Key))];
        }

        return offered;
    }

    private async Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root
        && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            ? [.. Repairs(diagnostic, root, model, cancellationToken)]
            : [];
}
