using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>
/// The declarations of a class that somebody wrote. In an editor a class that is generated already has one more, which the
/// generator writes anew after each edit.
/// </summary>
internal static class HandWrittenParts
{
    public static IEnumerable<SyntaxReference> Of(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Where(
            static part => !part.SyntaxTree.FilePath.EndsWith(GeneratedFile.Suffix, StringComparison.Ordinal));
}
