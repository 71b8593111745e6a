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
    private torch.nn.Module? _owner;
    private BufferRecipe? _recipe;
    private torch.Tensor? _converted;
    private torch.Tensor? _convertedGrad;

    public torch.Tensor Source { get; } = source;

    /// <summary>The modules that hold it and are not generated, with their names for it.</summary>
    public List<(torch.nn.Module Holder, string Name)> ForeignHolders { get; } = [];

    /// <summary>Whether it has to change: it does not where one who shares it keeps its dtype.</summary>
    public bool IsNeeded { get; private set; } = true;

    /// <summary>What takes the place of <see cref="Source"/>; null until there is one.</summary>
    public torch.Tensor? Tensor { get; private set; }

    /// <summary>Whether a module that is not generated still holds <see cref="Source"/> after its own <c>.to</c>.</summary>
    public bool StaysWithHolder { get; private set; }

    /// <summary>A generated module holds it, which gets what is made here.</summary>
    public void HeldBy(torch.nn.Module owner, BufferRecipe? recipe)
    {
        if (_owner is null || _recipe is null)
        {
            (_owner, _recipe) = (owner, recipe);
        }
    }

    /// <summary>A module that is not generated holds it, and replaces it in its own <c>.to</c>.</summary>
    public void HeldBy(torch.nn.Module holder, string name)
    {
        if (!ForeignHolders.Contains((holder, name)))
        {
            ForeignHolders.Add((holder, name));
        }
    }

    /// <summary>Called when all holders are known.</summary>
    public void Settle(TransferPlan plan) => IsNeeded = plan.Target.Changes(Source, plan.Keeps(Source));

    /// <summary>Whether there is nothing to copy: only a recipe can give a tensor on <c>meta</c> data.</summary>
    public bool LacksData(TransferTarget target) => Source.device_type == DeviceType.META && target.CrossesMeta(Source);

    /// <summary>Whether it lacks data that nobody can give: a module that is not generated has no recipes.</summary>
    public bool CannotMove(TransferTarget target) => (_recipe is null || ForeignHolders.Count > 0) && LacksData(target);

    /// <summary>Everything that can fail, where nobody else makes the replacement. Nothing that anybody holds has changed after it.</summary>
    public void Convert(TransferPlan plan)
    {
        if (_owner is null || !IsNeeded)
        {
            return;
        }

        TransferTarget target = plan.Target;
        torch.ScalarType dtype = target.DtypeFor(Source.dtype, plan.Keeps(Source));
        if (LacksData(target))
        {
            _converted = Rebuild(target, dtype);
            return;
        }

        // As in PyTorch one can differentiate through the conversion of what was computed. What was not stays a leaf.
        bool isLeaf = Source.is_leaf;
        using IDisposable mode = isLeaf ? torch.no_grad() : torch.enable_grad();
        _converted = target.Convert(Source, dtype);
        if (isLeaf)
        {
            using torch.Tensor? grad = Source.grad;
            _convertedGrad = grad is null ? null : target.Convert(grad, dtype);
        }
    }

    /// <summary>Takes <paramref name="current"/>, which a module that is not generated holds after its own <c>.to</c>.</summary>
    public void Follow(torch.Tensor? current)
    {
        if (ReferenceEquals(current, Source))
        {
            StaysWithHolder = true;
        }
        else
        {
            Tensor ??= current;
        }
    }

    /// <summary>A new tensor object with the converted data, gradient included.</summary>
    public torch.Tensor Make()
    {
        torch.Tensor converted = _converted!;
        _converted = null;
        bool requiresGrad = Source.requires_grad;
        Tensor = Source is Parameter ? new Parameter(converted, requiresGrad) : converted.with_requires_grad(requiresGrad);
        Tensor.DetachFromDisposeScope();
        if (_convertedGrad is not null)
        {
            Tensor.grad = _convertedGrad;
        }

        return Tensor;
    }

    public void Dispose()
    {
        _converted?.Dispose();
        _convertedGrad?.Dispose();
    }

    private torch.Tensor Rebuild(TransferTarget target, torch.ScalarType dtype)
    {
        using IDisposable noGrad = torch.no_grad();
        torch.Tensor built = _recipe!(_owner!, target.Device!) ?? throw new InvalidOperationException("The recipe gave no tensor.");
        return target.Convert(built, dtype);
    }
}
