using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>TSG1020: gives the component a name that a path of state_dict allows.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReplaceDotFix() : TorchCodeFix("TSG1020")
{
    /// <summary>The key of the repair.</summary>
    public const string Key = "TSG1020.ReplaceDot";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode name = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        SyntaxToken[] texts = [.. name.DescendantTokens().Where(static token => IsText(token) && token.ValueText.Contains("."))];
        if (texts.Length > 0)
        {
            yield return new EditRepair(
                "Replace \".\" by \"_\" in the name",
                Key,
                editor => editor.ReplaceNode(name, name.ReplaceTokens(texts, static (_, token) => WithoutDots(token))));
        }
    }

    private static bool IsText(SyntaxToken token) =>
        token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken);

    private static SyntaxToken WithoutDots(SyntaxToken token)
    {
        string text = token.Text.Replace('.', '_');
        string value = token.ValueText.Replace('.', '_');
        return SyntaxFactory.Token(token.LeadingTrivia, token.Kind(), text, value, token.TrailingTrivia);
    }
}
