using System.Collections.Generic;
using System.Linq;
using TorchSharp.Generators.Runtime.Summary;

namespace TorchSharp.Generators;

/// <summary>The state of a tree of modules at one moment: rows for programs, and a table for people.</summary>
public sealed class ModuleSummary
{
    private readonly SummaryWalk _walk;

    internal ModuleSummary(SummaryWalk walk)
    {
        _walk = walk;
        foreach (StateEntry entry in walk.Entries.Where(static entry => entry.TiedWith is null))
        {
            Bytes += entry.Bytes;
            if (entry.Kind == StateEntryKind.Parameter)
            {
                Parameters += entry.Elements;
                TrainableParameters += entry.RequiresGrad ? entry.Elements : 0;
            }
        }
    }

    /// <summary>The entries in the order of the state_dict. A module that the tree holds twice is listed at its first place.</summary>
    public IReadOnlyList<StateEntry> Entries => _walk.Entries;

    /// <summary>How many numbers the parameters have, tied ones counted once.</summary>
    public long Parameters { get; }

    /// <summary>How many of <see cref="Parameters"/> get a gradient.</summary>
    public long TrainableParameters { get; }

    /// <summary>The size of all entries, tied ones counted once.</summary>
    public long Bytes { get; }

    /// <summary>The table: at most 120 columns wide.</summary>
    public override string ToString() => SummaryTable.Format(this, _walk);
}
