using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Generators.Runtime.Transfer;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>
/// Gives a module the tensors of a checkpoint in place of its own: PyTorch's <c>assign=True</c>. The objects stay, whoever
/// holds them, and stand for the new tensors: PyTorch's <c>torch.utils.swap_tensors</c>. What is one tensor in the module
/// stays one.
/// </summary>
internal sealed class TensorAssigner : IDisposable
{
    private readonly TensorHolders _holders;
    private readonly List<(torch.Tensor Target, torch.Tensor Taken, bool IsInPlace)> _assignments = [];
    private readonly TensorSwaps _swaps = new();

    private TensorAssigner(torch.nn.Module root, IEnumerable<torch.Tensor> targets) => _holders = new TensorHolders(root, targets);

    /// <param name="root">The module.</param>
    /// <param name="copies">What has been checked. A tied tensor comes under each of its keys and takes the value of the last.</param>
    /// <exception cref="InvalidOperationException">A tensor could not be taken; the module is unchanged.</exception>
    public static void Run(torch.nn.Module root, List<EntryCopy> copies)
    {
        var last = new Dictionary<torch.Tensor, EntryCopy>(copies.Count, TensorIdentity.Instance);
        foreach (EntryCopy copy in copies)
        {
            last[copy.Target] = copy;
        }

        using var assigner = new TensorAssigner(root, last.Keys);
        foreach (EntryCopy copy in last.Values)
        {
            assigner.Prepare(copy);
        }

        assigner.Commit();
        if (last.Count > 0)
        {
            DeviceNote.Update(root);
        }
    }

    public void Dispose()
    {
        foreach ((_, torch.Tensor taken, _) in _assignments)
        {
            taken.Dispose();
        }

        _swaps.Dispose();
    }

    /// <summary>All that can fail. Nothing that anybody holds has changed after it.</summary>
    private void Prepare(EntryCopy copy)
    {
        (string key, torch.Tensor target, CheckpointEntry source) = copy;
        bool crossesMeta = (target.device_type == DeviceType.META) != source.IsOnMeta;
        bool isInPlace = _holders.IsHeldByNativeModule(target);
        if (isInPlace && (crossesMeta || source.IsSparse))
        {
            throw new InvalidOperationException(
                $"While assigning the parameter named \"{key}\": {_holders.NativeHolderOf(target)} keeps its tensors in native code, where one on meta cannot be replaced. The module is unchanged. Build that layer on a real device.");
        }

        try
        {
            torch.Tensor taken = Take(target, source);
            _assignments.Add((target, taken, isInPlace));
            if (!isInPlace)
            {
                taken.requires_grad = target.requires_grad;
                foreach (torch.Tensor holder in _holders.ObjectsOf(target))
                {
                    _swaps.Add(holder, taken);
                }
            }
        }
        catch (Exception error)
        {
            throw new InvalidOperationException(
                $"While assigning the parameter named \"{key}\", an exception occurred : ('{error.Message.Split('\n')[0].TrimEnd()}',). The module is unchanged.",
                error);
        }
    }

    private static torch.Tensor Take(torch.Tensor target, CheckpointEntry source)
    {
        torch.Tensor taken = source.Take();
        if (taken.dim() == target.dim())
        {
            return taken;
        }

        using (taken)
        {
            return taken.reshape();
        }
    }

    private void Commit()
    {
        var data = new TensorData();
        foreach ((torch.Tensor target, torch.Tensor taken, _) in _assignments.Where(static assignment => assignment.IsInPlace))
        {
            data.Set(target, taken);
            if (target is Modules.Parameter parameter)
            {
                parameter.grad = null;
            }
        }

        foreach ((torch.nn.Module layer, string name, Modules.Parameter parameter) in _holders.SettableLayers)
        {
            _swaps.Add(layer, name, parameter);
        }

        _swaps.Swap();
    }
}
