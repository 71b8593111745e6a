using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime;

/// <summary>Points the members of generated modules to the new tensors where a move could not keep the old ones.</summary>
/// <param name="tree">The moves.</param>
/// <param name="make">Whether to make what has no replacement yet; else only what a module has replaced itself is followed.</param>
internal sealed class TensorReplacer(TransferCollector tree, bool make) : StateVisitor
{
    public void Replace(IStatefulModule module)
    {
        ModuleState state = module.State;
        state.Visit(this);
        ReplaceExtras((torch.nn.Module)module, state);
        state.Synchronize();
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

    public override void Module(string key, torch.nn.Module? value)
    {
    }

    private torch.Tensor? ReplacementOf(torch.Tensor? value) =>
        value is not null && tree.MoveOf(value) is { IsInPlace: false } move ? move.Replacement ?? (make ? move.Replace() : null) : null;

    private void ReplaceExtras(torch.nn.Module module, ModuleState state)
    {
        for (int i = 0; i < state.Parameters.Count; i++)
        {
            Parameter parameter = state.Parameters[i].Value;
            if (!state.Parameters.IsDeclared(i) && ReplacementOf(parameter) is Parameter replacement)
            {
                state.Parameters.Replace(i, replacement);
                AssignFields(module, state, parameter, replacement);
            }
        }

        for (int i = 0; i < state.Buffers.Count; i++)
        {
            (torch.Tensor buffer, bool persistent) = state.Buffers[i].Value;
            if (!state.Buffers.IsDeclared(i) && ReplacementOf(buffer) is { } replacement)
            {
                state.Buffers.Replace(i, (replacement, persistent));
                AssignFields(module, state, buffer, replacement);
            }
        }
    }

    /// <summary>
    /// An entry that no member declares may have been found by TorchSharp's reflection in a field of a hand-written class
    /// above or below. Where trimming took the field away, that reflection found nothing either.
    /// </summary>
#if NET
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Only fields that TorchSharp's own reflection found are assigned.")]
#endif
    private static void AssignFields(torch.nn.Module module, ModuleState state, torch.Tensor old, torch.Tensor replacement)
    {
        if (!state.HasReflected)
        {
            return;
        }

        for (Type? type = module.GetType(); type is not null && type != typeof(torch.nn.Module); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (ReferenceEquals(field.GetValue(module), old))
                {
                    field.SetValue(module, replacement);
                }
            }
        }
    }
}
