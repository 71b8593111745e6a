using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Tests.RealCode.Sources;

namespace TorchSharp.Generators.Tests.RealCode.Labels;

/// <summary>Reports held against labels.</summary>
/// <param name="Right">Reports of labelled bugs.</param>
/// <param name="Wrong">Reports of labelled look-alikes.</param>
/// <param name="Unclear">Reports of places that nobody could judge.</param>
/// <param name="Unlabelled">Reports that have to be read: offers and remarks of rules that no label is about are not among them.</param>
/// <param name="Found">Labelled bugs that some report speaks of.</param>
/// <param name="Missed">The others.</param>
/// <param name="Strayed">Labels of a file that the folder does not have.</param>
internal sealed record Judgement(
    IReadOnlyList<(Report Report, Label Label)> Right,
    IReadOnlyList<(Report Report, Label Label)> Wrong,
    IReadOnlyList<(Report Report, Label Label)> Unclear,
    IReadOnlyList<Report> Unlabelled,
    IReadOnlyList<Label> Found,
    IReadOnlyList<Label> Missed,
    IReadOnlyList<Label> Strayed)
{
    public static Judgement Of(IReadOnlyList<Label> labels, IReadOnlyList<Report> reports, IReadOnlyList<SourceProject> projects)
    {
        HashSet<(string, string)> files =
            [.. projects.SelectMany(static project => project.Files.Select(file => PlaceOf(project.Repository, file)))];
        Label[] here = [.. labels.Where(label => files.Contains((label.Repo, label.File)))];
        (Report Report, Label? Label)[] judged = [.. reports.Select(report => (report, LabelOf(report, here)))];
        ILookup<bool, Label> bugs = here.Where(static label => label.IsBug).ToLookup(label => reports.Any(label.Fits));
        return new Judgement(
            [.. With(static label => label.IsBug)],
            [.. With(static label => label.IsBenign)],
            [.. With(static label => label.IsUnclear)],
            [.. judged.Where(static pair => pair.Label is null).Select(static pair => pair.Report).Where(IsJudged)],
            [.. bugs[true]],
            [.. bugs[false]],
            [.. labels.Except(here)]);

        IEnumerable<(Report, Label)> With(Func<Label, bool> verdict) =>
            judged.Where(pair => pair.Label is not null && verdict(pair.Label)).Select(static pair => (pair.Report, pair.Label!));
    }

    private static (string Repository, string File) PlaceOf(Repository repository, SourceFile file) =>
        (repository.Name, repository.Relative(file.Path));

    /// <summary>A judged report knows best; then the nearest place, and of two at one place the bug.</summary>
    private static Label? LabelOf(Report report, Label[] labels) =>
        labels
            .Where(label => label.Fits(report))
            .OrderByDescending(label => label.Kind == report.Id)
            .ThenBy(label => label.DistanceTo(report))
            .ThenByDescending(static label => label.IsBug)
            .FirstOrDefault();

    private static bool IsJudged(Report report) => IsWarning(report) || Kinds.HasRule(report.Id);

    public static bool IsWarning(Report report) => report.Severity >= DiagnosticSeverity.Warning;
}
