using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace TorchSharp.Generators.Analyzers.Checkpoint;

/// <summary>A StateKeys.txt: the state keys that were shipped, one in a line.</summary>
internal sealed class KeyFile
{
    public const string Name = "StateKeys.txt";

    private readonly AdditionalText _source;
    private readonly SourceText _text;
    private readonly ILookup<string, KeyEntry> _entries;

    private KeyFile(AdditionalText source, SourceText text)
    {
        _source = source;
        _text = text;
        Lines = text.Lines.Select(KeyLine.Read).OfType<KeyLine>().ToImmutableArray();
        _entries = Lines.Select(static line => line.Entry).OfType<KeyEntry>().ToLookup(static entry => entry.Class, StringComparer.Ordinal);
    }

    /// <summary>The lines that say something, or are meant to.</summary>
    public ImmutableArray<KeyLine> Lines { get; }

    public static bool IsCalledSo(string path) => string.Equals(Path.GetFileName(path), Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Null where the file is not there, which the compiler says.</summary>
    public static KeyFile? Read(AdditionalText file) => file.GetText(CancellationToken.None) is { } text ? new KeyFile(file, text) : null;

    /// <summary>What was shipped of a <see cref="KeyEntry.Class"/>.</summary>
    public IEnumerable<KeyEntry> EntriesOf(string type) => _entries[type];

    public bool IsOf(AdditionalText file) => _source == file;

    public Location LocationOf(KeyLine line) => Location.Create(_source.Path, line.Place, _text.Lines.GetLinePositionSpan(line.Place));
}
