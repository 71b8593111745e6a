using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration;

namespace TorchSharp.Generators.Generator.Tests.Harness;

/// <summary>The incremental steps of a driver's last run.</summary>
internal static class Steps
{
    /// <summary>The values of the steps that we name: what the driver keeps between edits.</summary>
    public static IEnumerable<object> Values(GeneratorDriver driver) =>
        Named(driver).SelectMany(static step => step.Outputs).Select(static output => output.Value).OfType<object>();

    /// <summary>What became of each spec.</summary>
    public static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorDriver driver) => Reasons(Named(driver));

    /// <summary>What became of each generated file.</summary>
    public static IEnumerable<IncrementalStepRunReason> OutputReasons(GeneratorDriver driver) =>
        Reasons(Result(driver).TrackedOutputSteps.SelectMany(static entry => entry.Value));

    private static IEnumerable<IncrementalStepRunReason> Reasons(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        steps.SelectMany(static step => step.Outputs).Select(static output => output.Reason);

    private static IEnumerable<IncrementalGeneratorRunStep> Named(GeneratorDriver driver) =>
        Result(driver).TrackedSteps
            .Where(static entry => entry.Key is TrackingNames.Parse or TrackingNames.Output)
            .SelectMany(static entry => entry.Value);

    private static GeneratorRunResult Result(GeneratorDriver driver) => driver.GetRunResult().Results.Single();
}
