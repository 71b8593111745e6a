using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.Analyzers.Checkpoint;

namespace TorchSharp.Generators.CodeFixes;

/// <summary>
/// The lines that come into the StateKeys.txt files of a solution, and those that go. Each target framework of a project has
/// a document of its own for the one file, and all of them get the same text, or the last one written would win.
/// </summary>
internal sealed class KeyFileEdits
{
    private readonly SortedDictionary<string, SortedSet<string>> _coming = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedSet<string>> _going = new(StringComparer.Ordinal);

    public void Add(KeyFileRepair repair, Project project)
    {
        TextDocument[] files = [.. KeyFilesOf(project)];
        if (repair.Comes)
        {
            // One beside the project is that of all target frameworks.
            string? folder = Path.GetDirectoryName(project.FilePath);
            TextDocument? file = files.FirstOrDefault(file => Path.GetDirectoryName(PathOf(file)) == folder) ?? files.FirstOrDefault();
            files = file is null ? [] : [file];
        }

        SortedDictionary<string, SortedSet<string>> edits = repair.Comes ? _coming : _going;
        foreach (string path in files.Select(PathOf))
        {
            if (!edits.TryGetValue(path, out SortedSet<string>? lines))
            {
                edits.Add(path, lines = new SortedSet<string>(StringComparer.Ordinal));
            }

            lines.Add(repair.Line);
        }
    }

    public async Task<Solution> ApplyAsync(Solution solution, CancellationToken cancellationToken)
    {
        foreach (string path in _coming.Keys.Union(_going.Keys))
        {
            TextDocument[] documents = [.. solution.Projects.SelectMany(KeyFilesOf).Where(file => PathOf(file) == path)];
            SourceText text = await documents[0].GetTextAsync(cancellationToken).ConfigureAwait(false);
            text = _going.TryGetValue(path, out SortedSet<string>? going) ? KeyFileText.Remove(text, going) : text;
            text = _coming.TryGetValue(path, out SortedSet<string>? coming) ? KeyFileText.Insert(text, coming) : text;
            solution = documents.Aggregate(solution, (changed, document) => changed.WithAdditionalDocumentText(document.Id, text));
        }

        return solution;
    }

    private static IEnumerable<TextDocument> KeyFilesOf(Project project) =>
        project.AdditionalDocuments.Where(static document => KeyFile.IsCalledSo(PathOf(document)));

    private static string PathOf(TextDocument document) => document.FilePath ?? document.Name;
}
