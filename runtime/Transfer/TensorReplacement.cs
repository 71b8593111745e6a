using System;
using System.Collections.Generic;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>
/// One tensor that cannot change in place, whoever holds it and however often: across the border of <c>meta</c>, sparse, or
/// the result of a computation.
/// </summary>
internal sealed class TensorReplacement(torch.Tensor source) : IDisposable
{
    /// <summary>The objects that stand for the tensor.</summary>
    private readonly List<torch.Tensor> _objects = [];

    private torch.nn.Module? _owner;
    private BufferRecipe? _recipe;
    private torch.Tensor? _converted;

    public torch.Tensor Source { get; } = source;

    /// <summary>Whether it has to change: it does not where one who shares it keeps its dtype.</summary>
    public bool IsNeeded { get; private set; }

    public void Add(torch.Tensor holder)
    {
        if (!_objects.Exists(known => ReferenceEquals(known, holder)))
        {
            _objects.Add(holder);
        }
    }

    /// <summary>Notes how <paramref name="owner"/> can build it anew, for all who share it: the first recipe counts.</summary>
    public void BuiltBy(torch.nn.Module owner, BufferRecipe? recipe)
    {
        if (_recipe is null)
        {
            (_owner, _recipe) = (owner, recipe);
        }
    }

    /// <summary>Called when all holders are known.</summary>
    public void Settle(TransferPlan plan) => IsNeeded = plan.Target.Changes(Source, plan.Keeps(Source));

    /// <summary>Whether it lacks data that no recipe gives.</summary>
    public bool CannotMove(TransferTarget target) => _recipe is null && LacksData(target);

    /// <summary>Everything that can fail. Nothing that anybody holds has changed after it.</summary>
    public void Convert(TransferPlan plan, TensorSwaps swaps)
    {
        bool keeps = plan.Keeps(Source);
        _converted = Convert(plan.Target, plan.Target.DtypeFor(Source.dtype, keeps));
        if (keeps)
        {
            plan.Keep(_converted);
        }

        foreach (torch.Tensor holder in _objects)
        {
            swaps.Add(holder, _converted);
        }
    }

    public void Dispose() => _converted?.Dispose();

    private torch.Tensor Convert(TransferTarget target, torch.ScalarType dtype)
    {
        if (LacksData(target))
        {
            return Rebuild(target, dtype).with_requires_grad(Source.requires_grad);
        }

        // As in PyTorch one can differentiate through the conversion of what was computed. A parameter is a leaf there.
        if (!Source.is_leaf && Source is not Parameter)
        {
            using IDisposable grad = torch.enable_grad();
            return target.Convert(Source, dtype);
        }

        using IDisposable noGrad = torch.no_grad();
        torch.Tensor converted = target.Convert(Source, dtype).with_requires_grad(Source.requires_grad);
        using torch.Tensor? own = Source.is_leaf ? Source.grad : null;
        if (own is not null)
        {
            using torch.Tensor gradient = target.Convert(own, dtype);
            converted.grad = gradient;
        }

        return converted;
    }

    private torch.Tensor Rebuild(TransferTarget target, torch.ScalarType dtype)
    {
        using IDisposable noGrad = torch.no_grad();
        torch.Tensor built = _recipe!(_owner!, target.Device!) ?? throw new InvalidOperationException("The recipe gave no tensor.");
        return target.Convert(built, dtype);
    }

    /// <summary>Whether there is nothing to copy.</summary>
    private bool LacksData(TransferTarget target) => Source.device_type == DeviceType.META && target.CrossesMeta(Source);
}
