using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.CodeFixes;

/// <summary>
/// The other projects that compile a file: of a project with two target frameworks each is one. A framework may have an older C#, or
/// not reference this package.
/// </summary>
internal static class LinkedFiles
{
    /// <summary>The diagnostic in each that compiles its place: what stands under an <c>#if</c> may be but text there.</summary>
    public static async Task<IReadOnlyList<(Document Document, Diagnostic Diagnostic)>> WithAsync(
        Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var found = new List<(Document, Diagnostic)>();
        foreach (DocumentId id in document.GetLinkedDocumentIds())
        {
            if (document.Project.Solution.GetDocument(id) is { } linked
                && await linked.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false) is { } tree
                && IsCompiled(diagnostic.Location, tree, cancellationToken))
            {
                found.Add((linked, In(tree, diagnostic)));
            }
        }

        return found;
    }

    private static bool IsCompiled(Location place, SyntaxTree tree, CancellationToken cancellationToken)
    {
        SyntaxToken here = place.SourceTree!.GetRoot(cancellationToken).FindToken(place.SourceSpan.Start);
        SyntaxNode root = tree.GetRoot(cancellationToken);
        return root.FullSpan.Contains(here.SpanStart)
            && root.FindToken(here.SpanStart) is var there
            && there.Span == here.Span
            && there.ValueText == here.ValueText;
    }

    private static Diagnostic In(SyntaxTree tree, Diagnostic diagnostic)
    {
        return Diagnostic.Create(
            diagnostic.Descriptor,
            there(diagnostic.Location),
            diagnostic.AdditionalLocations.Select(there),
            diagnostic.Properties);

        Location there(Location location) =>
            location.SourceTree == diagnostic.Location.SourceTree ? Location.Create(tree, location.SourceSpan) : location;
    }
}
