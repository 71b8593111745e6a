using System;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>
/// Moves a tree of modules: <c>.to</c>, <c>.cuda</c>, <c>.half</c> and the like on a generated module. As in PyTorch
/// (torch/nn/modules/module.py, <c>_apply</c>) the data changes under the same tensor objects wherever libtorch can do
/// that, so that optimizers, ties and snapshots stay valid; TorchSharp makes new objects and disposes the old ones.
/// </summary>
internal static class ModuleTransfer
{
    [ThreadStatic]
    private static TransferPlan? s_current;

    /// <summary>Moves <paramref name="module"/> where that changes anything.</summary>
    /// <exception cref="InvalidOperationException">A tensor could not be moved. The message says which, and what became of the
    /// rest.</exception>
    public static torch.nn.Module To(torch.nn.Module module, TransferTarget target)
    {
        // A module in between moves its children, which the transfer under way includes.
        if (s_current?.Includes(module) == true)
        {
            return module;
        }

        // Data made under inference mode would make inference tensors of the module's.
        using IDisposable? normal = torch.is_inference_mode_enabled() ? torch.inference_mode(false) : null;
        TransferPlan? suspended = s_current;
        TransferPlan plan = TransferPlan.For(module, target);
        s_current = plan;
        try
        {
            if (!plan.IsEmpty)
            {
                Run(plan);
            }
        }
        finally
        {
            s_current = suspended;
            plan.Release();
        }

        return module;
    }

    private static void Run(TransferPlan plan)
    {
        plan.Replacements?.Convert(plan);
        Exchange(plan);
        if (plan.Target.Device is { } device)
        {
            foreach (IStatefulModule module in plan.Generated)
            {
                module.OnMoved(device);
            }
        }
    }

    /// <summary>
    /// A hand-written <c>.to</c> may be anybody's code, and throw. So these come first, while no old data is gone, and all gets
    /// its old data back where one does.
    /// </summary>
    private static void Exchange(TransferPlan plan)
    {
        using var exchange = new TensorExchange(plan);
        plan.Replacements?.Swap();
        try
        {
            MoveForeign(plan, exchange);

            // On one device the old data makes room for the new.
            if (!plan.ChangesDevice)
            {
                exchange.Keep();
            }

            exchange.Run(0, plan.InPlace.Count, plan.ChangesDevice);
            MoveStock(plan);
        }
        catch
        {
            exchange.Undo();
            plan.Replacements?.Swap();
            NoteDevices(plan);
            throw;
        }
    }

    private static void MoveForeign(TransferPlan plan, TensorExchange exchange)
    {
        foreach (ForeignModule foreign in plan.Foreign)
        {
            exchange.Run(foreign.First, foreign.End, undoable: true);
            try
            {
                foreign.Move(plan);
            }
            catch (Exception error)
            {
                throw TransferRefusal.ByItself(plan, foreign, error);
            }
        }
    }

    /// <summary>Those that had moved before one failed believe to be where they were to go.</summary>
    private static void NoteDevices(TransferPlan plan)
    {
        if (plan.ChangesDevice)
        {
            plan.Foreign.ForEach(static foreign => DeviceNote.Update(foreign.Module));
        }
    }

    private static void MoveStock(TransferPlan plan)
    {
        if (plan.Target.DeviceType is { } type)
        {
            foreach (torch.nn.Module layer in plan.Stock)
            {
                layer.to(type, plan.Target.DeviceIndex, plan.Target.NonBlocking);
            }
        }
    }
}
