using System.Collections.Generic;

namespace TorchSharp.Generators.Runtime;

/// <summary>A module that is not generated, below one that is: TorchSharp's own layers and hand-written classes.</summary>
internal sealed class ForeignModule(torch.nn.Module module)
{
    private readonly List<(torch.nn.Module Holder, string Name, TensorMove Move)> _replaced = [];

    public torch.nn.Module Module { get; } = module;

    public IEnumerable<TensorMove> Replaced
    {
        get
        {
            foreach ((_, _, TensorMove move) in _replaced)
            {
                yield return move;
            }
        }
    }

    /// <summary>Notes a tensor that cannot be changed in place: the module itself has to replace it.</summary>
    public void Add(torch.nn.Module holder, string name, TensorMove move) => _replaced.Add((holder, name, move));

    /// <summary>
    /// Calls the module's own <c>.to</c>. It replaces what could not be changed in place; for the rest it finds nothing to
    /// do, and keeps its <c>_deviceType</c> right, so that a later move of the child alone works.
    /// </summary>
    public void Move(TransferTarget target)
    {
        if (target.Device is { } device)
        {
            Module.to(device, target.NonBlocking);
        }

        // A device move keeps the dtype. A dtype move of a layer that is done is left out: BatchNorm would make its
        // integer counter anew, and dispose the one that others may hold.
        if (_replaced.Count > 0 && target.Dtype is { } dtype)
        {
            Module.to(dtype, target.NonBlocking);
        }

        foreach ((torch.nn.Module holder, string name, TensorMove move) in _replaced)
        {
            move.Replacement = holder.get_parameter(name) ?? holder.get_buffer(name);
        }
    }
}
