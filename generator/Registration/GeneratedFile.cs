using System;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>How generated files are called.</summary>
internal static class GeneratedFile
{
    /// <summary>Ends the hint name, and so the path, of every file that the generator adds.</summary>
    public const string Suffix = ".TorchState.g.cs";

    /// <summary>
    /// Whether the generator wrote <paramref name="member"/>. An analyzer sees the compilation after generation, where our
    /// members stand beside the hand-written ones.
    /// </summary>
    public static bool Declares(ISymbol member) =>
        member.DeclaringSyntaxReferences.Length > 0
        && member.DeclaringSyntaxReferences.All(static reference =>
            reference.SyntaxTree.FilePath.EndsWith(Suffix, StringComparison.Ordinal));
}
