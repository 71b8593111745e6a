using System;
using System.Collections.Generic;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>
/// Changes tensors in place, one after the other: the old data of one is freed before the next is converted, unless it may
/// have to come back.
/// </summary>
internal sealed class TensorExchange(TransferPlan plan) : IDisposable
{
    private readonly TensorData _data = new();

    /// <summary>What has changed, each with another tensor that has its old data.</summary>
    private readonly Stack<(torch.Tensor Tensor, torch.Tensor Old)> _undo = new();

    /// <summary>Handles of gradients, which are nobody else's objects.</summary>
    private readonly Stack<torch.Tensor> _handles = new();

    /// <summary>Parameters with the gradients that they had, where those could not be changed in place.</summary>
    private readonly Stack<(torch.Tensor Tensor, torch.Tensor Grad)> _undoGrads = new();

    /// <summary>Converts the tensors of the plan from <paramref name="first"/> up to <paramref name="end"/>.</summary>
    /// <param name="first">The first index.</param>
    /// <param name="end">The index behind the last.</param>
    /// <param name="undoable">Whether <see cref="Undo"/> can give the old data back, which then stays in memory.</param>
    /// <exception cref="InvalidOperationException">Memory ran out; all tensors are valid.</exception>
    public void Run(int first, int end, bool undoable)
    {
        using IDisposable noGrad = torch.no_grad();
        for (int i = first; i < end; i++)
        {
            torch.Tensor tensor = plan.InPlace[i];
            try
            {
                Exchange(tensor, undoable);
            }
            catch (Exception error)
            {
                throw TransferRefusal.Interrupted(plan, tensor, undoable, error);
            }
        }
    }

    /// <summary>Gives back the old data of all that was changed undoably.</summary>
    public void Undo()
    {
        using IDisposable noGrad = torch.no_grad();
        foreach ((torch.Tensor tensor, torch.Tensor old) in _undo)
        {
            _data.Set(tensor, old);
        }

        foreach ((torch.Tensor tensor, torch.Tensor grad) in _undoGrads)
        {
            tensor.grad = grad;
        }
    }

    /// <summary>Lets go of the old data: there is no way back from here.</summary>
    public void Keep()
    {
        while (_undo.Count > 0)
        {
            _undo.Pop().Old.Dispose();
        }

        while (_undoGrads.Count > 0)
        {
            _undoGrads.Pop().Grad.Dispose();
        }

        while (_handles.Count > 0)
        {
            _handles.Pop().Dispose();
        }
    }

    public void Dispose() => Keep();

    private void Exchange(torch.Tensor tensor, bool undoable)
    {
        torch.ScalarType own = tensor.dtype;
        torch.ScalarType dtype = plan.Target.DtypeFor(own, plan.Keeps(tensor));
        if (dtype == own && !plan.Target.ChangesDevice(tensor))
        {
            return;
        }

        // Both copies before either change: a parameter and its gradient have one dtype.
        using torch.Tensor converted = plan.Target.Convert(tensor, dtype);
        if (tensor.grad is { } grad)
        {
            ExchangeGradient(tensor, grad, dtype, undoable);
        }

        Set(tensor, converted, undoable);
    }

    private void ExchangeGradient(torch.Tensor tensor, torch.Tensor grad, torch.ScalarType dtype, bool undoable)
    {
        using torch.Tensor converted = plan.Target.Convert(grad, dtype);
        if (grad.is_sparse)
        {
            tensor.grad = converted;
            Leave(grad, undoable);
            if (undoable)
            {
                _undoGrads.Push((tensor, grad));
            }

            return;
        }

        // The object is a handle of this method alone, and libtorch's set_data wants a parameter.
        var handle = new Parameter(grad, grad.requires_grad);
        Set(handle, converted, undoable);
        Leave(handle, undoable);
    }

    private void Leave(torch.Tensor handle, bool undoable)
    {
        if (undoable)
        {
            _handles.Push(handle);
        }
        else
        {
            handle.Dispose();
        }
    }

    private void Set(torch.Tensor tensor, torch.Tensor converted, bool undoable)
    {
        if (undoable)
        {
            _undo.Push((tensor, tensor.detach()));
        }

        _data.Set(tensor, converted);
    }
}
