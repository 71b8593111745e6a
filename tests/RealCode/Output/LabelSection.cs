using System.Globalization;
using TorchSharp.Generators.Tests.RealCode.Labels;

namespace TorchSharp.Generators.Tests.RealCode.Output;

/// <summary>Precision, recall, and each difference.</summary>
internal static class LabelSection
{
    public static void Write(Page page, Judgement judgement)
    {
        page.Heading("Against the labels");
        WriteRules(page, judgement);
        page.Line($"");
        int right = judgement.Right.Count(static pair => Judgement.IsWarning(pair.Report));
        int wrong = judgement.Wrong.Count(static pair => Judgement.IsWarning(pair.Report));
        int unlabelled = judgement.Unlabelled.Count(Judgement.IsWarning);
        page.Line($"- Precision of the judged warnings: {Ratio(right, right + wrong)}; {unlabelled} warnings have no label");
        page.Line($"- Recall of the labelled bugs: {Ratio(judgement.Found.Count, judgement.Found.Count + judgement.Missed.Count)}");
        if (judgement.Strayed.Count > 0)
        {
            string repositories = string.Join(", ", judgement.Strayed.Select(static label => label.Repo).Distinct());
            page.Line($"- {judgement.Strayed.Count} labels are of files that are not here: {repositories}");
        }

        WritePairs(page, "Right", judgement.Right);
        WritePairs(page, "Wrong: labelled as harmless", judgement.Wrong);
        WritePairs(page, "Labelled as unclear", judgement.Unclear);
        WriteList(page, "Missed bugs", judgement.Missed.Select(static label => $"{label.Kind} {label.Place} {label.Class}: {label.Why}"));
        WriteList(page, "To be read: no label", judgement.Unlabelled.Select(static report => report.ToString()));
    }

    private static void WriteRules(Page page, Judgement judgement)
    {
        IEnumerable<string> ids = judgement.Right.Concat(judgement.Wrong).Concat(judgement.Unclear).Select(static pair => pair.Report.Id)
            .Concat(judgement.Unlabelled.Select(static report => report.Id))
            .Distinct().Order(StringComparer.Ordinal);
        page.Table(
            ["rule", "right", "wrong", "unclear", "unlabelled"],
            ids.Select(id => new object[]
            {
                id,
                Count(judgement.Right, id),
                Count(judgement.Wrong, id),
                Count(judgement.Unclear, id),
                judgement.Unlabelled.Count(report => report.Id == id),
            }));
        page.Line($"");
        page.Table(
            ["kind of bug", "found", "missed"],
            judgement.Found.Concat(judgement.Missed).Select(static label => label.Kind).Distinct().Order(StringComparer.Ordinal)
                .Select(kind => new object[] { kind, Count(judgement.Found, kind), Count(judgement.Missed, kind) }));
    }

    private static int Count(IReadOnlyList<Label> labels, string kind) => labels.Count(label => label.Kind == kind);

    private static int Count(IReadOnlyList<(Report Report, Label Label)> pairs, string id) => pairs.Count(pair => pair.Report.Id == id);

    private static void WritePairs(Page page, string title, IReadOnlyList<(Report Report, Label Label)> pairs) =>
        WriteList(page, title, pairs.Select(static pair => $"{pair.Report} [{pair.Label.Kind}: {pair.Label.Why}]"));

    private static void WriteList(Page page, string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length == 0)
        {
            return;
        }

        page.Line($"");
        page.Line($"### {title} ({all.Length})");
        page.Line($"");
        foreach (string line in all)
        {
            page.Line($"- {line}");
        }
    }

    private static string Ratio(int part, int whole) =>
        whole == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{part} of {whole} = {(double)part / whole:F2}");
}
