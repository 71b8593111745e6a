using System.Collections.Generic;
using System;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>
/// Finds out whether a move has anything to do. Training loops call <c>.to</c> again and again where nothing changes, so
/// for generated modules this allocates nothing: one instance per thread is used again and again.
/// </summary>
internal sealed class TransferCheck : StateVisitor
{
    [ThreadStatic]
    private static TransferCheck? s_idle;

    private readonly HashSet<torch.nn.Module> _seen = new(IdentityComparer.Instance);
    private TransferTarget _target;
    private bool _needed;

    public static bool IsNeeded(torch.nn.Module module, TransferTarget target)
    {
        TransferCheck check = s_idle ?? new TransferCheck();
        s_idle = null;
        check._target = target;
        check._needed = false;
        try
        {
            check.Look(module);
            return check._needed;
        }
        finally
        {
            check._seen.Clear();
            s_idle = check;
        }
    }

    public override bool Parameter(string key, ref Parameter? value)
    {
        bool followed = TensorSuccessors.Follow(ref value);
        Look(value, keepDtype: false);
        return followed;
    }

    public override bool Buffer(string key, ref torch.Tensor? value, bool persistent = true, bool keepDtype = false, BufferRecipe? recipe = null)
    {
        bool followed = TensorSuccessors.Follow(ref value);
        Look(value, keepDtype);
        return followed;
    }

    public override void Module(string key, torch.nn.Module? value)
    {
        if (value is not null)
        {
            Look(value);
        }
    }

    private void Look(torch.Tensor? tensor, bool keepDtype) =>
        _needed = _needed || (tensor is not null && (tensor.IsInvalid || _target.Changes(tensor, keepDtype)));

    private void Look(torch.nn.Module module)
    {
        if (_needed || !_seen.Add(module))
        {
            return;
        }

        if (module is IStatefulModule { State: var state })
        {
            state.Synchronize();
            state.Visit(this);
            return;
        }

        _needed = ForeignModule.IsHandWritten(module);
        foreach ((_, Parameter parameter) in module.named_parameters(recurse: false))
        {
            Look(parameter, keepDtype: false);
        }

        foreach ((_, torch.Tensor buffer) in module.named_buffers(recurse: false))
        {
            Look(buffer, keepDtype: false);
        }

        foreach ((_, torch.nn.Module child) in module.named_children())
        {
            Look(child);
        }
    }
}
