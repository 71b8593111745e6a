using System;
using System.Collections.Generic;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>The tensors of a move that cannot change in place: the objects that stand for them come to stand for others.</summary>
internal sealed class TensorReplacements : IDisposable
{
    /// <summary>One for each libtorch tensor: <c>Embedding.weight</c> makes a new object each time it is read.</summary>
    private readonly Dictionary<torch.Tensor, TensorReplacement> _byTensor = new(TensorIdentity.Instance);

    private readonly List<TensorReplacement> _all = [];
    private readonly List<(torch.nn.Module Layer, string Name, TensorReplacement Replacement, Parameter Parameter)> _layers = [];
    private readonly TensorSwaps _swaps = new();

    /// <summary>What replaces the tensor that <paramref name="holder"/> stands for, noted now where it was not.</summary>
    public TensorReplacement Get(torch.Tensor holder)
    {
        if (!_byTensor.TryGetValue(holder, out TensorReplacement? replacement))
        {
            replacement = new TensorReplacement(holder);
            _byTensor.Add(holder, replacement);
            _all.Add(replacement);
        }

        replacement.Add(holder);
        return replacement;
    }

    /// <summary>Notes a layer of TorchSharp that may keep the tensor in native code.</summary>
    public void HeldBy(torch.nn.Module layer, string name, torch.Tensor tensor, TensorReplacement replacement)
    {
        if (tensor is Parameter parameter && NativeLayer.KindOf(layer) == NativeLayerKind.Settable)
        {
            _layers.Add((layer, name, replacement, parameter));
        }
    }

    /// <exception cref="InvalidOperationException">One cannot be replaced; nothing has changed.</exception>
    public void Check(TransferPlan plan)
    {
        List<TensorReplacement> withoutData = [];
        foreach (TensorReplacement replacement in _all)
        {
            replacement.Settle(plan);
            if (replacement.CannotMove(plan.Target))
            {
                withoutData.Add(replacement);
            }
        }

        if (withoutData.Count > 0)
        {
            throw TransferRefusal.WithoutData(plan, withoutData[0].Source, withoutData.Count);
        }
    }

    /// <summary>Makes all copies, while nothing has changed.</summary>
    /// <exception cref="InvalidOperationException">Memory ran out, or a recipe failed; nothing has changed.</exception>
    public void Convert(TransferPlan plan)
    {
        foreach (TensorReplacement replacement in _all)
        {
            try
            {
                if (replacement.IsNeeded)
                {
                    replacement.Convert(plan, _swaps);
                }
            }
            catch (Exception error)
            {
                throw TransferRefusal.NotConverted(plan, replacement.Source, error);
            }
        }

        foreach ((torch.nn.Module layer, string name, TensorReplacement replacement, Parameter parameter) in _layers)
        {
            if (replacement.IsNeeded)
            {
                _swaps.Add(layer, name, parameter);
            }
        }
    }

    /// <summary>Exchanges old and new; done twice, all is as it was.</summary>
    public void Swap() => _swaps.Swap();

    public void Dispose()
    {
        _swaps.Dispose();
        foreach (TensorReplacement replacement in _all)
        {
            replacement.Dispose();
        }
    }
}
