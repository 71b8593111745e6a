using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>
/// Whether a program changes the default device. Then a factory without <c>device:</c> may well be where the module is, and
/// nothing definite can be said.
/// </summary>
internal static class DefaultDevice
{
    private const string Setter = "set_default_device";

    /// <summary>A file is read once, however many compilations it goes through.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> s_known = new();

    public static bool IsSetIn(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            if (!s_known.TryGetValue(tree, out StrongBox<bool>? calls))
            {
                bool found = Calls(tree, cancellationToken);
                calls = s_known.GetValue(tree, _ => new StrongBox<bool>(found));
            }

            if (calls.Value)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text rules out almost every file cheaply; the tokens tell a call from a comment about one.</summary>
    private static bool Calls(SyntaxTree tree, CancellationToken cancellationToken) =>
        tree.GetText(cancellationToken).ToString().IndexOf(Setter, StringComparison.Ordinal) >= 0
        && tree.GetRoot(cancellationToken).DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == Setter);
}
