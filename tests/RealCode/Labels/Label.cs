using System.Text.Json.Serialization;

namespace TorchSharp.Generators.Tests.RealCode.Labels;

/// <summary>A place that somebody has read, and what it is.</summary>
public sealed record Label(
    [property: JsonRequired] string Repo,
    [property: JsonRequired] string File,
    [property: JsonRequired] int Line,
    [property: JsonRequired] string Kind,
    [property: JsonRequired] string Verdict,
    string? Why,
    string? Class)
{
    /// <summary>How far a report may stand from the line.</summary>
    private const int Distance = 2;

    /// <summary>A bug that a rule should find, or whose report was read and found right.</summary>
    [JsonIgnore]
    public bool IsBug => Verdict == "true_bug" || Verdict.StartsWith("report is right", StringComparison.Ordinal);

    /// <summary>Code that only looks like a bug, or whose report was read and found wrong.</summary>
    [JsonIgnore]
    public bool IsBenign => Verdict is "benign" or "report is wrong";

    [JsonIgnore]
    public bool IsUnclear => Verdict == "unclear";

    [JsonIgnore]
    public string Place => $"{Repo} {File}:{Line}";

    public int DistanceTo(Report report) => Math.Abs(report.Line - Line);

    /// <summary>Whether the report speaks of this place: a rule that fits the kind, within two lines, in the class.</summary>
    public bool Fits(Report report) =>
        report.Repository == Repo && report.File == File && DistanceTo(report) <= Distance
            && (Class is null || report.Class is null || report.Class == Class)
            && Kinds.RulesOf(Kind).Contains(report.Id);
}
