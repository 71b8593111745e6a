using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers.Checkpoint;

/// <summary>
/// All that a project says it shipped. It may say so in several files: one beside it, and others of the target frameworks
/// that have keys of their own.
/// </summary>
/// <param name="Files">Each path once, though a project may name a file twice.</param>
internal sealed record ShippedKeys(ImmutableArray<KeyFile> Files)
{
    public static IEnumerable<AdditionalText> FilesOf(ImmutableArray<AdditionalText> files) =>
        files.Where(static file => KeyFile.IsCalledSo(file.Path))
            .GroupBy(static file => file.Path, StringComparer.Ordinal)
            .Select(static same => same.First());

    public ILookup<string, KeyEntry> Of(INamedTypeSymbol type)
    {
        string name = KeyEntry.ClassOf(type);
        return Files.SelectMany(file => file.EntriesOf(name)).Distinct().ToLookup(static entry => entry.Key, StringComparer.Ordinal);
    }
}
