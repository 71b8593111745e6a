using System;
using TorchSharp.Generators.Runtime.Reading;
using TorchSharp.Generators.Runtime.Registration;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>Why a move cannot be made, in the words of its error: the member, what has become of the module, the way out.</summary>
internal static class TransferRefusal
{
    public static InvalidOperationException Disposed(TransferPlan plan, torch.Tensor tensor) =>
        new(DisposedState.Describe(plan.Root, NameOf(plan.Root, tensor), ", so the module cannot be moved. It is unchanged"));

    /// <summary>Said once, for the first of <paramref name="count"/> members: a large model on <c>meta</c> has hundreds.</summary>
    public static InvalidOperationException WithoutData(TransferPlan plan, torch.Tensor first, int count) =>
        new($"{PathOf(plan, first)} could not be moved; the module is unchanged. Cannot copy out of meta tensor; no data! "
            + (count > 1 ? $"{count - 1} more tensor(s) of the module have none. " : "")
            + "Give the module tensors with data by load_state_dict(..., assign: true), give a buffer a recipe, [Buffer(Init = ...)], or build the module on a real device.");

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

    public static InvalidOperationException ByItself(TransferPlan plan, ForeignModule failed, Exception error) =>
        new(
            $"{plan.Root.GetType().Name}.{NameOf(plan.Root, failed.Module)} ({failed.Module.GetType().Name}) could not be moved by its own .to. {FirstLine(error)}",
            error);

    private static string PathOf(TransferPlan plan, torch.Tensor tensor) => $"{plan.Root.GetType().Name}.{NameOf(plan.Root, tensor)}";

    private static string NameOf(torch.nn.Module root, torch.Tensor tensor) => ModuleWalk.Find(root, tensor) ?? "?";

    private static string NameOf(torch.nn.Module root, torch.nn.Module below)
    {
        string found = "?";
        ModuleWalk.Visit(root, recurse: true, (module, prefix) => found = ReferenceEquals(module, below) ? prefix.TrimEnd('.') : found);
        return found;
    }

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0];
}
