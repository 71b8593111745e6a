namespace TorchSharp.Generators.Tests.RealCode.Output;

/// <summary>The price of the rules on this code.</summary>
internal static class TimeSection
{
    private const int MostExpensive = 10;

    public static void Write(Page page, Cost cost)
    {
        page.Heading("Time");
        page.Table(
            ["", "elapsed s", "processor s"],
            [Row("compiler alone", cost.Alone), Row("with generator and rules", cost.WithRules)]);
        page.Line($"");
        page.Line($"Processor time with the rules: {cost.WithRules.Processor / cost.Alone.Processor - 1:+0 %;-0 %}.");
        page.Line($"The most expensive, in s of all threads together:");
        page.Line($"");
        foreach ((string rule, TimeSpan time) in cost.Rules.Take(MostExpensive))
        {
            page.Line($"- {time.TotalSeconds:F2} {rule}");
        }
    }

    private static object[] Row(string name, Time time) => [name, Seconds(time.Elapsed), Seconds(time.Processor)];

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:F1}");
}
