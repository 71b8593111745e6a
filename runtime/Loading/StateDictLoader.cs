using System.Collections.Generic;
using System.Linq;
using System;
using TorchSharp.Generators.Runtime.Reading;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>
/// PyTorch's <c>load_state_dict</c> (torch/nn/modules/module.py), with all checks before the first copy: TorchSharp's
/// copies entry by entry, broadcasts what has another shape, and says neither which key nor what is wrong with it.
/// </summary>
internal sealed class StateDictLoader(torch.nn.Module module, LoadTarget target, IEnumerable<string>? skip)
{
    private readonly HashSet<string> _skip = [.. skip ?? []];

    /// <summary>Whether the entry <paramref name="key"/> of a checkpoint, of this shape, will be copied.</summary>
    public bool Wants(string key, long[] shape) =>
        !_skip.Contains(key)
        && target.Resolve(key) is { } resolved
        && !_skip.Contains(resolved)
        && target.Find(resolved) is { } tensor
        && !tensor.IsInvalid
        && EntryCheck.Fits(tensor, shape);

    /// <summary>Checks everything, then copies.</summary>
    /// <returns>What is missing and what is unexpected, as PyTorch orders them.</returns>
    /// <exception cref="StateDictException">Something does not fit; the module is unchanged.</exception>
    public (IList<string> Missing, IList<string> Unexpected) Load(IReadOnlyDictionary<string, torch.Tensor?> source, bool strict)
    {
        Dictionary<string, torch.Tensor?> found = Match(source, out List<string> unexpected);
        var report = new LoadReport(module, target.InOrderOfModules(unexpected));

        // A tied tensor has several keys and gets the value of the last one, as in PyTorch, in one copy.
        var copies = new Dictionary<torch.Tensor, (string Key, torch.Tensor Source)>(TensorIdentity.Instance);
        foreach ((string key, torch.Tensor tensor) in target.Entries.Where(entry => !_skip.Contains(entry.Key)))
        {
            if (!found.TryGetValue(key, out torch.Tensor? value))
            {
                report.Missing.Add(key);
            }
            else if (EntryCheck.Run(key, tensor, value, report))
            {
                copies[tensor] = (key, value!);
            }
        }

        report.ThrowIfAny(strict, (missing, name) => source[name] is { IsInvalid: false } tensor && Wants(missing, tensor.shape));
        Copy(copies);
        return (report.Missing, report.Unexpected);
    }

    /// <summary>Gives each entry of the module its value. An older name does not count where the checkpoint has today's as well.</summary>
    private Dictionary<string, torch.Tensor?> Match(IReadOnlyDictionary<string, torch.Tensor?> source, out List<string> unexpected)
    {
        var found = new Dictionary<string, torch.Tensor?>();
        unexpected = [];
        foreach (KeyValuePair<string, torch.Tensor?> entry in source.Where(entry => !_skip.Contains(entry.Key)))
        {
            string? key = target.Resolve(entry.Key);
            if (key is null || (key != entry.Key && (source.ContainsKey(key) || found.ContainsKey(key))))
            {
                unexpected.Add(entry.Key);
            }
            else if (!_skip.Contains(key))
            {
                found.Add(key, entry.Value);
            }
        }

        return found;
    }

    private static void Copy(Dictionary<torch.Tensor, (string Key, torch.Tensor Source)> copies)
    {
        using (torch.no_grad())
        {
            foreach (KeyValuePair<torch.Tensor, (string Key, torch.Tensor Source)> copy in copies)
            {
                (string key, torch.Tensor source) = copy.Value;
                try
                {
                    CopyTo(copy.Key, source);
                }
                catch (Exception error)
                {
                    // libtorch's stack follows its message; it stays in the inner exception.
                    throw new InvalidOperationException(
                        $"While copying the parameter named \"{key}\", whose dimensions in the model are {TorchSize.Format(copy.Key.shape)} and whose dimensions in the checkpoint are {TorchSize.Format(source.shape)}, an exception occurred : ('{error.Message.Split('\n')[0].TrimEnd()}',).",
                        error);
                }
            }
        }
    }

    private static void CopyTo(torch.Tensor tensor, torch.Tensor source)
    {
        if (tensor.dim() == source.dim())
        {
            tensor.copy_(source);
            return;
        }

        using torch.Tensor scalar = source.reshape();
        tensor.copy_(scalar);
    }
}
