using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>The names of types and extension methods that <c>using TorchSharp.Generators;</c> brings into a file.</summary>
internal static class BroughtNames
{
    private const string Suffix = "Attribute";

    /// <summary>Whether a using was added to the file, and something in it may mean another thing for that.</summary>
    public static bool MayBeIn(SyntaxTree before, SyntaxTree after, Compilation compilation, CancellationToken cancellationToken)
    {
        if (UsingsOf(before, cancellationToken) == UsingsOf(after, cancellationToken))
        {
            return false;
        }

        ILookup<string, IdentifierNameSyntax> names = NamesInTree.Of(before, cancellationToken);
        return Of(compilation).Any(name =>
            names.Contains(name)
            || (name.EndsWith(Suffix, System.StringComparison.Ordinal)
                && names[name.Substring(0, name.Length - Suffix.Length)].Any(static written => written.Parent is AttributeSyntax)));
    }

    private static int UsingsOf(SyntaxTree tree, CancellationToken cancellationToken) =>
        tree.GetRoot(cancellationToken).DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .Count(static node => node is UsingDirectiveSyntax);

    private static IEnumerable<string> Of(Compilation compilation) =>
        TorchSymbols.Find(compilation, WellKnownNames.ModuleAttribute) is { } attribute
        && compilation.GetCompilationNamespace(attribute.ContainingNamespace) is { } brought
            ? brought.GetTypeMembers().SelectMany(static type => type.IsStatic ? type.MemberNames.Append(type.Name) : [type.Name])
            : [];
}
