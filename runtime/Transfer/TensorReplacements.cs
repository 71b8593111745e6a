using System;
using System.Collections.Generic;
using TorchSharp.Generators.Runtime.Reading;
using TorchSharp.Generators.Runtime.Registration;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>The tensors of a move that cannot change in place.</summary>
internal sealed class TensorReplacements : IDisposable
{
    /// <summary>By object, which still finds it after TorchSharp has disposed the tensor.</summary>
    private readonly Dictionary<torch.Tensor, TensorReplacement> _byObject = new(IdentityComparer.Instance);

    /// <summary>One for each libtorch tensor: <c>Embedding.weight</c> makes a new object each time it is read.</summary>
    private readonly Dictionary<torch.Tensor, TensorReplacement> _byTensor = new(TensorIdentity.Instance);

    private readonly List<TensorReplacement> _all = [];

    /// <summary>What replaces <paramref name="tensor"/>, noted now where it was not.</summary>
    public TensorReplacement Get(torch.Tensor tensor)
    {
        if (!_byTensor.TryGetValue(tensor, out TensorReplacement? replacement))
        {
            replacement = new TensorReplacement(tensor);
            _byTensor.Add(tensor, replacement);
            _all.Add(replacement);
        }

        _byObject[tensor] = replacement;
        return replacement;
    }

    /// <summary>Null where <paramref name="tensor"/> stays.</summary>
    public TensorReplacement? Of(torch.Tensor tensor) => _byObject.TryGetValue(tensor, out TensorReplacement? found) && found.IsNeeded ? found : null;

    /// <exception cref="InvalidOperationException">One cannot be replaced; nothing has changed.</exception>
    public void Check(TransferPlan plan)
    {
        List<TensorReplacement> withoutData = [];
        TensorReplacement? tied = null;
        foreach (TensorReplacement replacement in _all)
        {
            replacement.Settle(plan);
            if (replacement.CannotMove(plan.Target))
            {
                withoutData.Add(replacement);
            }
            else if (replacement is { IsNeeded: true, ForeignHolders.Count: > 1 })
            {
                tied ??= replacement;
            }
        }

        if (withoutData.Count > 0)
        {
            throw TransferRefusal.WithoutData(plan, withoutData[0].Source, withoutData.Count);
        }

        if (tied is not null)
        {
            throw TransferRefusal.Tied(plan, tied.Source);
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
                replacement.Convert(plan);
            }
            catch (Exception error)
            {
                throw TransferRefusal.NotConverted(plan, replacement.Source, error);
            }
        }
    }

    /// <summary>Points generated modules to the new objects, then disposes the old ones, which nobody holds any more.</summary>
    /// <param name="plan">The move.</param>
    /// <param name="make">Whether to make what has no replacement yet; else only what a module has replaced itself is followed.</param>
    public void Apply(TransferPlan plan, bool make)
    {
        var replacer = new TensorReplacer(this, make);
        foreach (IStatefulModule module in plan.Generated)
        {
            replacer.Replace(module.State);
        }

        foreach (TensorReplacement replacement in _all)
        {
            if (replacement is { Tensor: { } tensor, StaysWithHolder: false })
            {
                TensorSuccessors.Record(replacement.Source, tensor);
                replacement.Source.Dispose();
            }
        }
    }

    public void Dispose()
    {
        foreach (TensorReplacement replacement in _all)
        {
            replacement.Dispose();
        }
    }
}
