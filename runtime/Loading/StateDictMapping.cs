using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace TorchSharp.Generators;

/// <summary>A state_dict of another library under the keys of a module: what was found for it, and what was not.</summary>
public sealed class StateDictMapping
{
    internal StateDictMapping(
        Dictionary<string, torch.Tensor> entries,
        IReadOnlyDictionary<string, string> names,
        IReadOnlyList<string> missing,
        IReadOnlyList<string> unplaced)
    {
        Entries = entries;
        Names = names;
        MissingKeys = missing;
        UnplacedNames = unplaced;
    }

    /// <summary>The tensors, not copied, under the module's keys: for <c>load_state_dict</c>.</summary>
    public Dictionary<string, torch.Tensor> Entries { get; }

    /// <summary>The name in the source of each of the <see cref="Entries"/>.</summary>
    public IReadOnlyDictionary<string, string> Names { get; }

    /// <summary>Keys of the module for which the source has nothing.</summary>
    public IReadOnlyList<string> MissingKeys { get; }

    /// <summary>Names in the source that lead to no key of the module, or to one that another name has taken.</summary>
    public IReadOnlyList<string> UnplacedNames { get; }

    /// <summary>What was placed and what was not, a line for each.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(Entries.Count)
            .Append(" placed, ")
            .Append(MissingKeys.Count)
            .Append(" missing, ")
            .Append(UnplacedNames.Count)
            .Append(" not placed");
        foreach (string line in Names.Select(static name => $"{name.Value} -> {name.Key}")
            .Concat(MissingKeys.Select(static key => $"missing: {key}"))
            .Concat(UnplacedNames.Select(static name => $"not placed: {name}")))
        {
            text.Append("\n  ").Append(line);
        }

        return text.ToString();
    }
}
