using System.Collections.Generic;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>
/// PyTorch's <c>load_state_dict</c> (torch/nn/modules/module.py), with all checks before the first copy: TorchSharp's
/// copies entry by entry, broadcasts what has another shape, and says neither which key nor what is wrong with it.
/// </summary>
internal sealed class StateDictLoader(torch.nn.Module module, LoadTarget target, IEnumerable<string>? skip, bool assign)
{
    private readonly HashSet<string> _skip = [.. skip ?? []];

    /// <summary>Whether the entry <paramref name="key"/> of a checkpoint, of this shape, will be copied.</summary>
    public bool Wants(string key, long[] shape) =>
        !_skip.Contains(key)
        && target.Find(key) is >= 0 and var place
        && target.Entries[place] is var (name, tensor)
        && !_skip.Contains(name)
        && !tensor.IsInvalid
        && TorchSize.Fits(shape, tensor);

    /// <summary>Checks everything, then copies.</summary>
    /// <returns>What is missing and what is unexpected, as PyTorch orders them.</returns>
    /// <exception cref="StateDictException">Something does not fit; the module is unchanged.</exception>
    public (IList<string> Missing, IList<string> Unexpected) Load(Checkpoint source, bool strict)
    {
        using (torch.no_grad())
        {
            var report = new LoadReport(module);
            List<EntryCopy> copies = Check(source, Match(source, report), report);
            if (report.HasErrors(strict))
            {
                throw report.ToException(
                    strict, (missing, name) => source.Find(name) is { Defect: null } entry && Wants(missing, entry.Shape));
            }

            if (assign)
            {
                TensorAssigner.Run(module, copies);
            }
            else
            {
                source.Copy(copies);
            }

            return (report.Missing, report.Unexpected);
        }
    }

    /// <summary>Gives each entry of the module its value. An older name does not count where the checkpoint has today's as well.</summary>
    private CheckpointEntry?[] Match(Checkpoint source, LoadReport report)
    {
        var found = new CheckpointEntry?[target.Entries.Count];
        int taken = 0;
        for (int i = 0; i < found.Length; i++)
        {
            if (!IsSkipped(target.Entries[i].Key) && (found[i] = source.Find(target.Entries[i].Key)) is not null)
            {
                taken++;
            }
        }

        if (taken == source.Count && target.HasUniqueKeys)
        {
            return found;
        }

        var unexpected = new List<string>();
        foreach (string key in source.Keys)
        {
            if (IsSkipped(key) || target.Contains(key))
            {
                continue;
            }

            int place = target.Find(key);
            if (place < 0 || found[place] is not null || source.Find(target.Entries[place].Key) is not null)
            {
                unexpected.Add(key);
            }
            else if (!IsSkipped(target.Entries[place].Key))
            {
                found[place] = source.Find(key);
            }
        }

        report.Unexpected = target.InOrderOfModules(unexpected);
        return found;
    }

    private List<EntryCopy> Check(Checkpoint source, CheckpointEntry?[] found, LoadReport report)
    {
        var check = new EntryCheck(report, assign);
        var copies = new List<EntryCopy>(found.Length);
        for (int i = 0; i < found.Length; i++)
        {
            (string key, torch.Tensor tensor) = target.Entries[i];
            if (found[i] is not { } entry)
            {
                if (!IsSkipped(key))
                {
                    report.Missing.Add(key);
                }
            }
            else if (check.Run(key, tensor, entry))
            {
                copies.Add(new EntryCopy(key, tensor, entry));
            }
        }

        return copies;
    }

    private bool IsSkipped(string key) => _skip.Count > 0 && _skip.Contains(key);
}
