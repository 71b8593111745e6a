using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Generators.Runtime.Reading;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>Why a move cannot be made, in the words of its error: the member, what has become of the module, the way out.</summary>
internal static class TransferRefusal
{
    public static InvalidOperationException Disposed(TransferPlan plan, torch.Tensor tensor) =>
        new($"{PathOf(plan, tensor)} is disposed, so the module cannot be moved. It is unchanged. Assign a live tensor to the member, or null.");

    public static InvalidOperationException ReadOnly(ModuleRegistry collection, string key) =>
        new($"{collection.PathOf(key)} is in a read-only collection, where it cannot be replaced. The module is unchanged.");

    /// <summary>Said once, for the first of <paramref name="count"/> members: a large model on <c>meta</c> has hundreds.</summary>
    public static InvalidOperationException WithoutData(TransferPlan plan, torch.Tensor first, int count) =>
        new($"{PathOf(plan, first)} could not be moved; the module is unchanged. Cannot copy out of meta tensor; no data! "
            + (count > 1 ? $"{count - 1} more tensor(s) of the module have none. " : "")
            + "Give the module tensors with data by load_state_dict(..., assign: true), give a buffer a recipe, [Buffer(Init = ...)], or build the module on a real device.");

    /// <summary>
    /// Two layers of TorchSharp that hold one tensor cannot both get its replacement: the first disposes the tensor, and the
    /// second fails on the disposed one, half-way.
    /// </summary>
    public static InvalidOperationException Tied(TransferPlan plan, torch.Tensor tensor) =>
        new($"'{NameOf(plan.Root, tensor)}' is shared by two modules that are not generated, and cannot be replaced in both. The module is unchanged. "
            + "Move first, then share; a module built on meta gets its tensors, ties included, by load_state_dict(..., assign: true).");

    public static InvalidOperationException NotConverted(TransferPlan plan, torch.Tensor tensor, Exception error) =>
        new($"{PathOf(plan, tensor)} could not be moved; the module is unchanged. {FirstLine(error)}", error);

    /// <param name="plan">The move.</param>
    /// <param name="tensor">Where it stopped.</param>
    /// <param name="undoable">Whether what was converted before gets its old data back.</param>
    /// <param name="error">What libtorch says.</param>
    public static InvalidOperationException Interrupted(TransferPlan plan, torch.Tensor tensor, bool undoable, Exception error) =>
        undoable
            ? NotConverted(plan, tensor, error)
            : new($"{PathOf(plan, tensor)} could not be converted to {plan.Target.Dtype}. Every member is valid: some are converted, this one and others are not, and the same call again converts the rest. {FirstLine(error)}", error);

    public static InvalidOperationException ByItself(TransferPlan plan, ForeignModule failed, Exception error)
    {
        string[] lost = [.. plan.Foreign.Where(foreign => foreign != failed && foreign.HasReplaced).Select(foreign => NameOf(plan.Root, foreign.Module))];
        return new($"{plan.Root.GetType().Name}.{NameOf(plan.Root, failed.Module)} ({failed.Module.GetType().Name}) could not be moved by its own .to. {FirstLine(error)}"
            + (lost.Length == 0 ? "" : $" Moved before it, with no way back: {string.Join(", ", lost)}."), error);
    }

    private static string PathOf(TransferPlan plan, torch.Tensor tensor) => $"{plan.Root.GetType().Name}.{NameOf(plan.Root, tensor)}";

    /// <summary>The dotted key under which <paramref name="tensor"/> is found first.</summary>
    private static string NameOf(torch.nn.Module root, torch.Tensor tensor)
    {
        string? found = null;
        ModuleWalk.Visit(root, recurse: true, (module, prefix) => found ??= TensorsOf(module)
            .Where(entry => ReferenceEquals(entry.Tensor, tensor))
            .Select(entry => prefix + entry.Name)
            .FirstOrDefault());
        return found ?? "?";
    }

    /// <summary>Disposed ones too, which TorchSharp's own lists leave out.</summary>
    private static IEnumerable<(string Name, torch.Tensor Tensor)> TensorsOf(torch.nn.Module module)
    {
        if (module is IStatefulModule { State: var state })
        {
            for (int i = 0; i < state.Parameters.Count; i++)
            {
                yield return state.Parameters[i];
            }

            for (int i = 0; i < state.Buffers.Count; i++)
            {
                yield return (state.Buffers[i].Key, state.Buffers[i].Value.Tensor);
            }
        }
        else if (StockState.TryRead(module, ModuleKinds.Of(module.GetType()), out StockState stock))
        {
            for (int i = 0; i < stock.Parameters.Count; i++)
            {
                yield return stock.Parameters[i];
            }

            for (int i = 0; i < stock.Buffers.Count; i++)
            {
                yield return (stock.Buffers[i].Item1, stock.Buffers[i].Item2.Tensor);
            }
        }
        else
        {
            foreach ((string name, Parameter parameter) in module.named_parameters(recurse: false))
            {
                yield return (name, parameter);
            }

            foreach ((string name, torch.Tensor buffer) in module.named_buffers(recurse: false))
            {
                yield return (name, buffer);
            }
        }
    }

    private static string NameOf(torch.nn.Module root, torch.nn.Module below)
    {
        string found = "?";
        ModuleWalk.Visit(root, recurse: true, (module, prefix) => found = ReferenceEquals(module, below) ? prefix.TrimEnd('.') : found);
        return found;
    }

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0];
}
