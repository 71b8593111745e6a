using System;
using System.Collections.Generic;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>One tensor of a tree that has to change its dtype or device, whoever holds it and however often.</summary>
internal sealed class TensorMove(torch.nn.Module owner, torch.Tensor source, TransferTarget target, BufferRecipe? recipe) : IDisposable
{
    private torch.Tensor? _grad;
    private torch.Tensor? _convertedGrad;
    private torch.Tensor? _converted;

    public torch.Tensor Source { get; } = source;

    /// <summary>Whether one of the holders declares <c>KeepDtype</c>.</summary>
    public bool KeepDtype { get; set; }

    /// <summary>Whether a module that is not generated still holds <see cref="Source"/> after its own <c>.to</c>.</summary>
    public bool StaysWithHolder { get; set; }

    /// <summary>What takes the place of <see cref="Source"/> where it cannot be changed in place.</summary>
    public torch.Tensor? Replacement { get; set; }

    /// <summary>
    /// libtorch lets a tensor take over the data of another one unless exactly one of the two is on <c>meta</c> or either
    /// is sparse.
    /// </summary>
    public bool IsInPlace { get; } =
        !CrossesMeta(source.device_type, target.DeviceType) && !source.is_sparse;

    /// <summary>Everything that can fail: the copies. Nothing that anybody holds has changed after it.</summary>
    public void Convert()
    {
        if (Source.device_type == DeviceType.META && !IsInPlace)
        {
            _converted = Convert(Rebuild());
            return;
        }

        _converted = IsInPlace ? ConvertToVector(Source) : Convert(Source);
        if (Source is Parameter { grad: { } grad })
        {
            _grad = grad;
            _convertedGrad = IsInPlace ? ConvertToVector(grad) : Convert(grad);
        }
    }

    /// <summary>Changes the data under <see cref="Source"/>, and its gradient's.</summary>
    /// <param name="undo">Gets each changed tensor with another that has its old data.</param>
    public void CommitInPlace(Stack<(torch.Tensor Tensor, torch.Tensor Old)> undo)
    {
        SetData(Source, _converted!, undo);
        if (_grad is not null)
        {
            SetData(_grad, _convertedGrad!, undo);
        }
    }

    /// <summary>A new tensor object with the converted data, gradient included.</summary>
    public torch.Tensor Replace()
    {
        torch.Tensor converted = _converted!;
        _converted = null;
        if (Source is not Parameter parameter)
        {
            return Replacement = converted.DetachFromDisposeScope();
        }

        var replacement = new Parameter(converted, parameter.requires_grad);
        replacement.DetachFromDisposeScope();
        if (_convertedGrad is not null)
        {
            replacement.grad = _convertedGrad;
        }

        return Replacement = replacement;
    }

    public void Dispose()
    {
        _converted?.Dispose();
        _convertedGrad?.Dispose();
        _grad?.Dispose();
    }

    private static void SetData(torch.Tensor tensor, torch.Tensor data, Stack<(torch.Tensor Tensor, torch.Tensor Old)> undo)
    {
        undo.Push((tensor, tensor.detach()));
        TensorData.Set(tensor, data);
    }

    private static bool CrossesMeta(DeviceType from, DeviceType? to) =>
        to is { } type && (from == DeviceType.META) != (type == DeviceType.META);

    private torch.Tensor Convert(torch.Tensor tensor) =>
        target.Device is { } device
            ? tensor.to(target.DtypeFor(Source, KeepDtype), device, copy: false, disposeAfter: false, target.NonBlocking)
            : tensor.to(target.DtypeFor(Source, KeepDtype), copy: false, disposeAfter: false, target.NonBlocking);

    /// <summary>A tensor that is not contiguous is copied here, where that may fail, and not when the data is exchanged.</summary>
    private torch.Tensor ConvertToVector(torch.Tensor tensor)
    {
        using torch.Tensor converted = Convert(tensor);
        return converted.reshape(-1);
    }

    private torch.Tensor Rebuild() =>
        recipe?.Invoke(owner, target.Device!)
        ?? throw new NotSupportedException(
            "Cannot copy out of meta tensor; no data! Give the buffer a recipe, [Buffer(Init = ...)], or build the module on a real device.");
}
