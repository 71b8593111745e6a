using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Flow;

/// <summary>What a file names. Trees survive an edit elsewhere, so this is remembered beyond one compilation.</summary>
internal static class NamesInTree
{
    private static readonly ConditionalWeakTable<SyntaxTree, ILookup<string, IdentifierNameSyntax>> s_names = new();
    private static readonly ConditionalWeakTable<SyntaxTree, string> s_texts = new();

    public static ILookup<string, IdentifierNameSyntax> Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (!s_names.TryGetValue(tree, out ILookup<string, IdentifierNameSyntax>? names))
        {
            ILookup<string, IdentifierNameSyntax> found =
                tree.GetRoot(cancellationToken)
                    .DescendantNodes()
                    .OfType<IdentifierNameSyntax>()
                    .ToLookup(static name => name.Identifier.ValueText);
            names = s_names.GetValue(tree, _ => found);
        }

        return names;
    }

    /// <summary>Whether the text has the word at all: most files are ruled out by that, before their nodes are made.</summary>
    public static bool Mentions(SyntaxTree tree, string word, CancellationToken cancellationToken)
    {
        if (!s_texts.TryGetValue(tree, out string? text))
        {
            string read = tree.GetText(cancellationToken).ToString();
            text = s_texts.GetValue(tree, _ => read);
        }

        return text.IndexOf(word, StringComparison.Ordinal) >= 0;
    }
}
