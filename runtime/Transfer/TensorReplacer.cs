using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>Points the members of generated modules to the new tensors where a move could not keep the old ones.</summary>
/// <param name="tree">The moves.</param>
/// <param name="make">Whether to make what has no replacement yet; else only what a module has replaced itself is followed.</param>
internal sealed class TensorReplacer(TransferCollector tree, bool make) : StateVisitor
{
    public void Replace(IStatefulModule module)
    {
        module.State.Visit(this);
        module.State.Synchronize();
    }

    public override bool Parameter(string key, ref Parameter? value)
    {
        if (ReplacementOf(value) is not Parameter replacement)
        {
            return false;
        }

        value = replacement;
        return true;
    }

    public override bool Buffer(string key, ref torch.Tensor? value, bool persistent = true, bool keepDtype = false, BufferRecipe? recipe = null)
    {
        if (ReplacementOf(value) is not { } replacement)
        {
            return false;
        }

        value = replacement;
        return true;
    }

    private torch.Tensor? ReplacementOf(torch.Tensor? value) =>
        value is not null && tree.MoveOf(value) is { IsInPlace: false } move ? move.Replacement ?? (make ? move.Replace() : null) : null;
}
