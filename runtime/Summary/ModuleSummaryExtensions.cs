using System;
using TorchSharp.Generators.Runtime.Summary;

namespace TorchSharp.Generators;

/// <summary>A look at the state of every module, generated, hand-written or TorchSharp's own.</summary>
public static class ModuleSummaryExtensions
{
    /// <summary>
    /// Lists the parameters and buffers of <paramref name="module"/> and of what is below it. Nothing is computed, copied or
    /// moved, and a disposed tensor is listed as such.
    /// </summary>
    public static ModuleSummary summary(this torch.nn.Module module)
    {
        var walk = new SummaryWalk();
        walk.Run(module ?? throw new ArgumentNullException(nameof(module)));
        walk.MarkOutliers();
        return new ModuleSummary(walk);
    }
}
