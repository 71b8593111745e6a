using System.Collections.Generic;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <content>The walk.</content>
internal sealed partial class TransferPlan
{
    /// <summary>The module below a generated one that the walk is in, where that is not generated.</summary>
    private torch.nn.Module? _foreignRoot;

    /// <summary>What has been noted of <see cref="_foreignRoot"/>.</summary>
    private ForeignModule? _foreign;

    public override bool Parameter(string key, ref Parameter? value)
    {
        bool followed = TensorSuccessors.Follow(ref value);
        if (value is not null)
        {
            Look(key, value, keepDtype: false, recipe: null);
        }

        return followed;
    }

    public override bool Buffer(string key, ref torch.Tensor? value, bool persistent = true, bool keepDtype = false, BufferRecipe? recipe = null)
    {
        bool followed = TensorSuccessors.Follow(ref value);
        if (value is not null)
        {
            Look(key, value, keepDtype, recipe);
        }

        return followed;
    }

    public override void Module(string key, torch.nn.Module? value)
    {
        if (value is not null)
        {
            Collect(value);
        }
    }

    private void Collect(torch.nn.Module module)
    {
        if (module is not IStatefulModule generated)
        {
            CollectForeign(module);
        }
        else if (_seen.Add(module))
        {
            (torch.nn.Module? root, ForeignModule? foreign) = (_foreignRoot, _foreign);
            (_foreignRoot, _foreign) = (null, null);
            Generated.Add(generated);
            generated.State.Synchronize();
            generated.State.Visit(this);
            (_foreignRoot, _foreign) = (root, foreign);
        }
    }

    private void CollectForeign(torch.nn.Module module)
    {
        if (_foreignRoot is not null)
        {
            LookInto(module);
            return;
        }

        if (ForeignModule.IsTransparent(module))
        {
            if (_seen.Add(module))
            {
                CollectChildren(module.named_children());
            }

            return;
        }

        int first = InPlace.Count;
        _foreignRoot = module;
        LookInto(module);
        _foreignRoot = null;
        if (_foreign is not null)
        {
            _foreign.Covers(first, InPlace.Count);
            Foreign.Add(_foreign);
            _foreign = null;
        }
        else if (Target.DeviceType is not null)
        {
            Stock.Add(module);
        }
    }

    private void LookInto(torch.nn.Module module)
    {
        if (ForeignModule.IsUsersOwn(module))
        {
            LookIntoHandWritten(module);
        }
        else
        {
            LookIntoStock(module);
        }
    }

    /// <summary>Anybody's class: it says itself what it has, and its own <c>.to</c> is called whatever that is.</summary>
    private void LookIntoHandWritten(torch.nn.Module module)
    {
        if (!_seen.Add(module))
        {
            return;
        }

        NoteForeign().IsHandWritten = true;
        LookIntoListed(module);
        CollectChildren(module.named_children());
    }

    private void LookIntoStock(torch.nn.Module module)
    {
        if (!StockState.TryRead(module, out StockState state))
        {
            LookIntoListed(module);
            CollectChildren(module.named_children());
            return;
        }

        for (int i = 0; i < state.Parameters.Count; i++)
        {
            (string key, Parameter parameter) = state.Parameters[i];
            LookAt(module, key, parameter);
        }

        for (int i = 0; i < state.Buffers.Count; i++)
        {
            if (state.Buffers[i] is var (key, (buffer, persistent)) && persistent)
            {
                LookAt(module, key, buffer);
            }
        }

        // Most layers have no children, and to look at one twice does no harm.
        int children = StockState.CountChildren(module, state);
        if (children > 0 && _seen.Add(module))
        {
            for (int i = 0; i < children; i++)
            {
                Collect(StockState.ChildAt(module, state, i));
            }
        }
    }

    private void LookIntoListed(torch.nn.Module module)
    {
        foreach ((string key, Parameter parameter) in module.named_parameters(recurse: false))
        {
            LookAt(module, key, parameter);
        }

        foreach ((string key, torch.Tensor buffer) in module.named_buffers(recurse: false))
        {
            LookAt(module, key, buffer);
        }
    }

    private void CollectChildren(IEnumerable<(string, torch.nn.Module)> children)
    {
        foreach ((_, torch.nn.Module child) in children)
        {
            Collect(child);
        }
    }

    private void LookAt(torch.nn.Module holder, string key, torch.Tensor tensor)
    {
        if (Look(key, tensor, keepDtype: false, recipe: null) is { } replacement)
        {
            NoteForeign().Add(holder, key, replacement);
        }
    }

    private ForeignModule NoteForeign() => _foreign ??= new ForeignModule(_foreignRoot!);

    /// <returns>What to replace, where the tensor has to change and cannot do so in place.</returns>
    private TensorReplacement? Look(string key, torch.Tensor tensor, bool keepDtype, BufferRecipe? recipe)
    {
        if (tensor.IsInvalid)
        {
            throw TransferRefusal.Disposed(this, tensor);
        }

        if (keepDtype && Target.ChangesDtype(tensor))
        {
            _kept.Add(tensor);
        }

        if (!Target.Changes(tensor, keepDtype))
        {
            return null;
        }

        ChangesDevice |= Target.ChangesDevice(tensor);
        if (Target.CanChangeInPlace(tensor))
        {
            InPlace.Add(tensor);
            return null;
        }

        if (Current is { IsReadOnly: true } collection && _foreignRoot is null)
        {
            throw TransferRefusal.ReadOnly(collection, key);
        }

        Replacements ??= new TensorReplacements();
        TensorReplacement replacement = Replacements.Get(tensor);
        if (_foreignRoot is null)
        {
            replacement.HeldBy(Current!.Module, recipe);
        }

        return replacement;
    }
}
