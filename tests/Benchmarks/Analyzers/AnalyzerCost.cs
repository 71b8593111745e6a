using System.Text;
using TorchSharp.Generators.Tests.Benchmarks.Report;

namespace TorchSharp.Generators.Tests.Benchmarks.Analyzers;

/// <summary>What the rules cost those who build and those who type, beside the compiler and .NET's own rules.</summary>
public static class AnalyzerCost
{
    public const string Switch = "--analyzers";

    private const int Modules = 100;
    private const int PlainLines = 40_000;

    public static void Run(bool write)
    {
        var text = new StringBuilder(
            $"""
            Processor time of all threads, the least of a few runs. "Net" are .NET's own rules (Microsoft.CodeAnalysis.NetAnalyzers), which
            every build runs; "ours" are the generator and the rules of this package. The command-line compiler leaves out rules that
            only inform, an editor does not.

            ### A build without a compiler server

            | sample | compiler s | with Net s | with Net and ours s | ours / (compiler and Net) | goal |
            |---|---|---|---|---|---|

            """);
        double fixedCost = Build(text, new Sample(0, PlainLines), "1 s");
        Build(text, new Sample(5, PlainLines), "1 s");
        double all = Build(text, new Sample(Modules, PlainLines), "+10 %");
        Build(text, new Sample(Modules, 0), "+25 %");
        Build(text, new Sample(0, PlainLines, ReferencesTorch: false), "nothing");

        var project = new Sample(Modules, 0);
        var none = new Sample(0, 0);
        double warm = WarmAnalysis.OfProject(project, RuleSet.Ours) - WarmAnalysis.OfProject(project, RuleSet.None)
            - WarmAnalysis.OfProject(none, RuleSet.Ours) + WarmAnalysis.OfProject(none, RuleSet.None);
        var large = new Sample(2 * Modules, 0);
        (double bare, _) = WarmAnalysis.OfKeystroke(large, RuleSet.None);
        (double net, _) = WarmAnalysis.OfKeystroke(large, RuleSet.Net);
        (double ours, IReadOnlyList<(string Rule, double Milliseconds)> parts) = WarmAnalysis.OfKeystroke(large, RuleSet.Ours);
        text.Append(FormattableString.Invariant(
            $"""

            ### Apart

            | | ms | goal |
            |---|---|---|
            | a module class in such a build | {(all - fixedCost) * 1000 / Modules:F1} | 5 |
            | a module class with every rule, in a warm process | {warm / Modules:F1} | 2 |
            | a keystroke among {2 * Modules} modules: the compiler | {bare:F1} | |
            | with Net, more | {net - bare:F1} | |
            | with ours, more | {ours - bare:F1} | 10 |

            ### Each rule

            Milliseconds, whoever asks first for what others need too; over {Modules} modules, and at a keystroke. Rules under a
            hundredth are left out.

            | rule | project | keystroke |
            |---|---|---|

            """));
        Dictionary<string, double> keystroke = parts.ToDictionary(static part => part.Rule, static part => part.Milliseconds);
        foreach ((string rule, double milliseconds) in WarmAnalysis.Parts(project, RuleSet.Ours))
        {
            if (milliseconds >= 0.01 || keystroke[rule] >= 0.01)
            {
                text.Append(FormattableString.Invariant($"| {rule} | {milliseconds:F2} | {keystroke[rule]:F2} |\n"));
            }
        }

        Console.Write(text);
        if (write)
        {
            AnalyzerSection.Write(text.ToString());
        }
    }

    /// <returns>What ours cost, in seconds.</returns>
    private static double Build(StringBuilder text, Sample sample, string goal)
    {
        double alone = ColdBuild.Seconds(sample, RuleSet.None);
        double net = ColdBuild.Seconds(sample, RuleSet.Net);
        double both = ColdBuild.Seconds(sample, RuleSet.Both);
        string name = $"{sample.Modules} modules, {sample.PlainLines} plain lines{(sample.ReferencesTorch ? "" : ", no TorchSharp")}";
        text.Append(FormattableString.Invariant(
            $"| {name} | {alone:F2} | {net:F2} | {both:F2} | {(both - net) / net:+0.0 %;-0.0 %} | {goal} |\n"));
        Console.Error.WriteLine(name);
        return both - net;
    }
}
