using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using TorchSharp.Generators.Runtime.Loading;
using TorchSharp.Generators.Runtime.Reading;
using TorchSharp.Generators.Runtime.Registration;

namespace TorchSharp.Generators.Runtime.Recipes;

/// <summary>
/// Builds the buffers of a tree that name a recipe anew: PyTorch's convention of a <c>reset_parameters</c> for each module
/// that can start again, here for buffers. All are built before one changes, so a recipe that throws changes nothing.
/// </summary>
internal sealed class BufferRebuilder : StateVisitor
{
    private readonly Dictionary<(ModuleRegistry Owner, string Key), torch.Tensor> _built = [];
    private readonly HashSet<torch.nn.Module> _modules = new(IdentityComparer.Instance);
    private readonly torch.Device _fallback;
    private bool _exchanges;

    private BufferRebuilder(torch.Device fallback) => _fallback = fallback;

    public static void Run(torch.nn.Module root)
    {
        using (torch.no_grad())
        {
            new BufferRebuilder(DeviceOf(ModuleWalk.StateEntries(root).Select(static entry => entry.Tensor))
                ?? torch.get_default_device()).Rebuild(root);
        }
    }

    public override bool Buffer(
        string key, ref torch.Tensor? value, bool persistent = true, bool keepDtype = false, BufferRecipe? recipe = null)
    {
        if (recipe is null)
        {
            return false;
        }

        torch.Tensor? alive = value is { IsInvalid: false } ? value : null;
        if (!_exchanges)
        {
            Build(key, alive, recipe);
            return false;
        }

        return _built.TryGetValue((Current!, key), out torch.Tensor? built) && Exchange(alive, built, ref value);
    }

    private void Rebuild(torch.nn.Module root)
    {
        ModuleWalk.Visit(root, recurse: true, (module, _) => _modules.Add(module));
        try
        {
            Visit();
        }
        catch
        {
            foreach (torch.Tensor built in _built.Values)
            {
                built.Dispose();
            }

            throw;
        }

        _exchanges = true;
        Visit();
    }

    private void Visit()
    {
        foreach (IStatefulModule module in _modules.OfType<IStatefulModule>())
        {
            module.State.VisitDeclared(this);
            module.State.Synchronize();
        }
    }

    private void Build(string key, torch.Tensor? alive, BufferRecipe recipe)
    {
        torch.nn.Module module = Current!.Module;
        torch.Device device = DeviceOf(ModuleWalk.Parameters(module).Select(static entry => entry.Parameter)) ?? alive?.device ?? _fallback;
        torch.Tensor built = recipe(module, device)
            ?? throw new InvalidOperationException($"The recipe of {Current.PathOf(key)} gave no tensor.");
        _built.Add((Current, key), built.to(alive?.dtype ?? built.dtype, device));
    }

    /// <returns>Whether the new tensor took the place of the old one.</returns>
    private static bool Exchange(torch.Tensor? alive, torch.Tensor built, ref torch.Tensor? value)
    {
        if (alive is not null && CanTake(alive, built) && TryCopy(built, alive))
        {
            built.Dispose();
            return false;
        }

        value = built.DetachFromDisposeScope();
        return true;
    }

    /// <summary>Whoever shares the buffer shares the new values, unless it is a tensor that nobody may write to.</summary>
    private static bool TryCopy(torch.Tensor built, torch.Tensor buffer)
    {
        try
        {
            buffer.copy_(built);
            return true;
        }
        catch (ExternalException)
        {
            return false;
        }
    }

    private static bool CanTake(torch.Tensor value, torch.Tensor built) =>
        !value.is_sparse
        && !built.is_sparse
        && (value.device_type, value.device_index) == (built.device_type, built.device_index)
        && TensorMemory.CanBeWritten(value)
        && value.shape.AsSpan().SequenceEqual(built.shape);

    private static torch.Device? DeviceOf(IEnumerable<torch.Tensor> tensors) =>
        tensors.FirstOrDefault(static tensor => !tensor.IsInvalid)?.device;
}
