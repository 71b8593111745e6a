using System.Collections.Generic;
using System;
using TorchSharp.Generators.Runtime.Loading;
using TorchSharp.Generators.Runtime.Reading;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Recipes;

/// <summary>
/// Builds the buffers of a tree that name a recipe anew: PyTorch's convention of a <c>reset_parameters</c> for each module
/// that can start again, here for buffers.
/// </summary>
internal sealed class BufferRebuilder : StateVisitor
{
    private readonly torch.Device _fallback;
    private torch.nn.Module? _module;

    private BufferRebuilder(torch.Device fallback) => _fallback = fallback;

    public static void Run(torch.nn.Module root)
    {
        using (torch.no_grad())
        {
            var rebuilder = new BufferRebuilder(DeviceOf(ModuleWalk.StateEntries(root)) ?? torch.get_default_device());
            ModuleWalk.Visit(root, recurse: true, (module, _) => rebuilder.Rebuild(module));
        }
    }

    public override bool Buffer(string key, ref torch.Tensor? value, bool persistent = true, bool keepDtype = false, BufferRecipe? recipe = null)
    {
        if (recipe is null)
        {
            return false;
        }

        torch.Device device = OwnDevice() ?? value?.device ?? _fallback;
        torch.Tensor built = recipe(_module!, device)
            ?? throw new InvalidOperationException($"The recipe of {_module!.GetType().Name}.{key} gave no tensor.");
        torch.Tensor converted = built.to(value?.dtype ?? built.dtype, device);
        if (value is not null && CanTake(value, converted))
        {
            // Whoever shares the buffer shares the new values.
            value.copy_(converted);
            converted.Dispose();
            return false;
        }

        value = converted.DetachFromDisposeScope();
        return true;
    }

    private static bool CanTake(torch.Tensor value, torch.Tensor built) =>
        !value.is_sparse
        && !built.is_sparse
        && (value.device_type, value.device_index) == (built.device_type, built.device_index)
        && TensorMemory.CanBeWritten(value)
        && value.shape.AsSpan().SequenceEqual(built.shape);

    private static torch.Device? DeviceOf(IEnumerable<(string, torch.Tensor)> entries)
    {
        foreach ((_, torch.Tensor tensor) in entries)
        {
            return tensor.device;
        }

        return null;
    }

    private torch.Device? OwnDevice()
    {
        foreach ((_, Parameter parameter) in ModuleWalk.Parameters(_module!))
        {
            return parameter.device;
        }

        return null;
    }

    private void Rebuild(torch.nn.Module module)
    {
        if (module is IStatefulModule { State: var state })
        {
            _module = module;
            state.Synchronize();
            state.Visit(this);
            state.Synchronize();
        }
    }
}
