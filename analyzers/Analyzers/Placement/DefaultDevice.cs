using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.Flow;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>
/// Whether a program changes the default device. Then a factory without <c>device:</c> may well be where the module is, and
/// nothing definite can be said.
/// </summary>
internal static class DefaultDevice
{
    private const string Setter = "set_default_device";

    public static bool IsSetIn(Compilation compilation, CancellationToken cancellationToken) =>
        compilation.SyntaxTrees.Any(tree =>
            NamesInTree.Mentions(tree, Setter, cancellationToken) && NamesInTree.Of(tree, cancellationToken)[Setter].Any());
}
