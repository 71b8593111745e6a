using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>What a load found, in PyTorch's words and order.</summary>
internal sealed class LoadReport(torch.nn.Module module)
{
    private readonly List<SizeMismatch> _sizeMismatches = [];

    public List<string> Missing { get; } = [];

    public List<string> Unexpected { get; set; } = [];

    /// <summary>What is wrong with entries that are there: an error whether strict or not.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Keys whose tensor in the module is on <c>meta</c>: mostly all of them, and one sentence says it.</summary>
    public List<string> OnMeta { get; } = [];

    public void Add(SizeMismatch mismatch)
    {
        _sizeMismatches.Add(mismatch);
        Errors.Add(mismatch.ToString());
    }

    /// <summary>Whether the load will fail.</summary>
    /// <param name="strict">Whether missing and unexpected keys are errors.</param>
    public bool HasErrors(bool strict) => Errors.Count > 0 || OnMeta.Count > 0 || (strict && (Missing.Count > 0 || Unexpected.Count > 0));

    /// <param name="strict">Whether missing and unexpected keys are errors.</param>
    /// <param name="fits">Whether a missing key could take the value of an unexpected one.</param>
    public StateDictException ToException(bool strict, Func<string, string, bool> fits)
    {
        var lines = new List<string>();
        if (strict && Missing.Count > 0)
        {
            lines.Add($"Missing key(s) in state_dict: {Quote(Missing)}.");
        }

        if (strict && Unexpected.Count > 0)
        {
            lines.Add($"Unexpected key(s) in state_dict: {Quote(Unexpected)}.");
        }

        lines.AddRange(Errors);
        if (OnMeta.Count > 0)
        {
            string others = OnMeta.Count == 1 ? "" : $" and {OnMeta.Count - 1} more";
            lines.Add(
                $"for {OnMeta[0]}{others}: copying from a non-meta parameter in the checkpoint to a meta parameter in the current model, which is a no-op. "
                + "Did you mean load_state_dict(..., assign: true)? It takes the tensors instead of copying them, and load those of a file.");
        }

        if (strict)
        {
            lines.AddRange(NearMisses.Describe(Missing, Unexpected, fits));
        }

        return new StateDictException(
            $"Error(s) in loading state_dict for {module.GetType().Name.Split('`')[0]}:\n\t{string.Join("\n\t", lines)}",
            Missing,
            Unexpected,
            _sizeMismatches);
    }

    private static string Quote(IEnumerable<string> keys) => string.Join(", ", keys.Select(static key => $"\"{key}\""));
}
