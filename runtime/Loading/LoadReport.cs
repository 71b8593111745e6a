using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>What a load found, in PyTorch's words and order.</summary>
internal sealed class LoadReport(torch.nn.Module module, List<string> unexpected)
{
    private readonly List<SizeMismatch> _sizeMismatches = [];

    public List<string> Missing { get; } = [];

    public List<string> Unexpected { get; } = unexpected;

    /// <summary>What is wrong with entries that are there: an error whether strict or not.</summary>
    public List<string> Errors { get; } = [];

    public void Add(SizeMismatch mismatch)
    {
        _sizeMismatches.Add(mismatch);
        Errors.Add(mismatch.ToString());
    }

    /// <param name="strict">Whether missing and unexpected keys are errors.</param>
    /// <param name="fits">Whether a missing key could take the value of an unexpected one.</param>
    /// <exception cref="StateDictException">There is something to report.</exception>
    public void ThrowIfAny(bool strict, Func<string, string, bool> fits)
    {
        var lines = new List<string>();
        if (strict && Missing.Count > 0)
        {
            lines.Add($"Missing key(s) in state_dict: {Quote(Missing)}. ");
        }

        if (strict && Unexpected.Count > 0)
        {
            lines.Add($"Unexpected key(s) in state_dict: {Quote(Unexpected)}. ");
        }

        lines.AddRange(Errors);
        if (lines.Count == 0)
        {
            return;
        }

        if (strict)
        {
            lines.AddRange(NearMisses.Describe(Missing, Unexpected, fits));
        }

        throw new StateDictException(
            $"Error(s) in loading state_dict for {module.GetType().Name.Split('`')[0]}:\n\t{string.Join("\n\t", lines)}", Missing, Unexpected, _sizeMismatches);
    }

    private static string Quote(IEnumerable<string> keys) => string.Join(", ", keys.Select(static key => $"\"{key}\""));
}
