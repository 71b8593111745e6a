using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Options;
using TorchSharp.Generators.Analyzers.Conversion;

namespace TorchSharp.Generators.CodeFixes;

/// <summary>Lines that Roslyn lays out end as those of the file do.</summary>
internal static class LineEnds
{
    /// <summary>
    /// Lays out what has no trivia of its own yet. Left to the editor, its lines would end as those of the editor's machine do.
    /// </summary>
    public static async Task<Solution> KeepAsync(Document document, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        if (!root.GetAnnotatedTrivia(SyntaxAnnotation.ElasticAnnotation).Any())
        {
            return document.Project.Solution;
        }

        DocumentOptionSet options = await document.GetOptionsAsync(cancellationToken).ConfigureAwait(false);
        Document laidOut = await Formatter.FormatAsync(
            document,
            SyntaxAnnotation.ElasticAnnotation,
            options.WithChangedOption(
                FormattingOptions.NewLine, LanguageNames.CSharp, StateAttributeEdits.EndOfLine(root).ToFullString()),
            cancellationToken).ConfigureAwait(false);
        return laidOut.Project.Solution;
    }
}
