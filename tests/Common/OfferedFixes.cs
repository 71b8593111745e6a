using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.CodeFixes;

namespace TorchSharp.Generators.Tests.Common;

/// <summary>
/// Applies every fix that is offered in a project, each alone and then as "fix all" in document and project, and says which
/// of them change nothing, do not compile, leave the diagnostic or bring another one.
/// </summary>
public sealed class OfferedFixes
{
    private readonly Project _project;
    private readonly ImmutableArray<Diagnostic> _reported;
    private readonly ILookup<string, string> _before;
    private readonly Dictionary<string, ILookup<string, string>> _after = new(StringComparer.Ordinal);
    private readonly List<string> _failures = [];

    private OfferedFixes(Project project, ImmutableArray<Diagnostic> reported)
    {
        _project = project;
        _reported = reported;
        _before = Count(reported);
    }

    /// <summary>What the compiler and the rules said before.</summary>
    public ImmutableArray<Diagnostic> Reported => _reported;

    /// <summary>The sources after each fix, once where two fixes come to the same.</summary>
    public IEnumerable<string> Results => _after.Keys;

    /// <summary>One line for each fix that does not do what it offers.</summary>
    public IReadOnlyList<string> Failures => _failures;

    public static async Task<OfferedFixes> ApplyAsync(
        IEnumerable<(string Name, string Source)> files, LanguageVersion version, CancellationToken cancellationToken)
    {
        using var workspace = new AdhocWorkspace();
        return await ApplyAsync(FixedProject.Create(workspace, files, version), cancellationToken);
    }

    public static async Task<OfferedFixes> ApplyAsync(Project project, CancellationToken cancellationToken)
    {
        var fixes = new OfferedFixes(project, await FixedProject.ReportedAsync(project, cancellationToken));
        await foreach ((string what, string id, int count, Project changed) in EachAsync(project, fixes._reported, cancellationToken))
        {
            await fixes.TryAsync(what, changed, id, count, cancellationToken);
        }

        return fixes;
    }

    /// <summary>The project after each fix, and for how many of which reports it was offered.</summary>
    public static async IAsyncEnumerable<(string What, string Id, int Count, Project Changed)> EachAsync(
        Project project, ImmutableArray<Diagnostic> reported, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<(string Id, string Key), List<(Document Document, TorchCodeFix Fix)>> offered = [];
        foreach (Diagnostic diagnostic in reported)
        {
            foreach (TorchCodeFix fix in FixedProject.Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                Document document = project.GetDocument(diagnostic.Location.SourceTree)!;
                foreach (CodeAction action in await FixedProject.ActionsAsync(fix, document, diagnostic, cancellationToken))
                {
                    string what =
                        $"{diagnostic.Id} line {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1} {action.EquivalenceKey}";
                    yield return (what, diagnostic.Id, 1, await FixedProject.ApplyAsync(action, project, cancellationToken));
                    (string, string) kind = (diagnostic.Id, action.EquivalenceKey!);
                    offered[kind] = [.. offered.GetValueOrDefault(kind, []), (document, fix)];
                }
            }
        }

        foreach (((string id, string key), List<(Document Document, TorchCodeFix Fix)> places) in offered)
        {
            foreach (IGrouping<Document, (Document Document, TorchCodeFix Fix)> inDocument in places.GroupBy(
                static place => place.Document))
            {
                yield return await AllAsync(inDocument.Key, inDocument.First().Fix, FixAllScope.Document, inDocument.Count());
            }

            yield return await AllAsync(places[0].Document, places[0].Fix, FixAllScope.Project, places.Count);

            async Task<(string What, string Id, int Count, Project Changed)> AllAsync(
                Document document, TorchCodeFix fix, FixAllScope scope, int count)
            {
                CodeAction action = (await FixedProject.FixAllAsync(document, fix, scope, id, key, reported, cancellationToken))!;
                Project changed = await FixedProject.ApplyAsync(action, project, cancellationToken);
                return ($"{id} all in {scope.ToString().ToLowerInvariant()} {key}", id, count, changed);
            }
        }
    }

    private async Task TryAsync(string what, Project changed, string id, int count, CancellationToken cancellationToken)
    {
        if (!changed.GetChanges(_project).GetChangedDocuments(onlyGetDocumentsWithTextChanges: true).Any())
        {
            _failures.Add($"{what} changes nothing");
            return;
        }

        ILookup<string, string> after = await AfterAsync(changed, cancellationToken);
        if (after[id].Count() > _before[id].Count() - count)
        {
            _failures.Add($"{what} leaves {after[id].Count()} of {_before[id].Count()}, and was offered for {count}");
        }

        _failures.AddRange(after
            .Where(found => !Follows(found.Key, id) && found.Count() > _before[found.Key].Count())
            .Select(found => $"{what} brings {found.Last()}"));
    }

    /// <summary>What was so before, and can be said now.</summary>
    private static bool Follows(string found, string mended) =>
        found switch
        {
            // A class can be converted now, and its base is generated, so that its call of RegisterComponents() finds nothing to do.
            "TSG9001" or "TSG1022" => true,
            // What moves now meets what did not move either.
            "TSG1011" => mended is "TSG1003" or "TSG1007" or "TSG1008" or "TSG9001",
            // A static tensor is nobody's to train.
            "TSG1015" => mended is "TSG1008",
            _ => false,
        };

    /// <summary>"Fix all" often comes to what the last fix alone has come to.</summary>
    private async Task<ILookup<string, string>> AfterAsync(Project changed, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (Document document in changed.Documents)
        {
            text.Append((await document.GetTextAsync(cancellationToken)).ToString()).Append('\0');
        }

        if (!_after.TryGetValue(text.ToString(), out ILookup<string, string>? after))
        {
            after = Count(await FixedProject.ReportedAsync(changed, cancellationToken));
            _after.Add(text.ToString(), after);
        }

        return after;
    }

    private static ILookup<string, string> Count(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.ToLookup(static diagnostic => diagnostic.Id, static diagnostic => diagnostic.ToString());
}
