namespace TorchSharp.Generators.Tests.RealCode.Output;

/// <summary>Each report with its line, the loud ones first.</summary>
internal static class ReportSection
{
    public static void Write(Page page, IReadOnlyList<Report> reports)
    {
        foreach (var group in reports.GroupBy(static report => report.Severity).OrderByDescending(static group => group.Key))
        {
            page.Heading($"Reports: {group.Count()} of severity {group.Key}");
            foreach (Report report in group)
            {
                page.Line($"- {report}");
            }
        }
    }
}
