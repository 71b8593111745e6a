using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers.Forward;

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
            if (!s_known.TryGetValue(tree, out StrongBox<bool>? mentions))
            {
                bool found = tree.GetText(cancellationToken).ToString().IndexOf(Setter, StringComparison.Ordinal) >= 0;
                mentions = s_known.GetValue(tree, _ => new StrongBox<bool>(found));
            }

            if (mentions.Value)
            {
                return true;
            }
        }

        return false;
    }
}
