using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <content>The walk.</content>
internal sealed partial class TransferPlan
{
    /// <summary>The module below a generated one that the walk is in, where that is not generated.</summary>
    private torch.nn.Module? _foreignRoot;

    /// <summary>Where the tensors of <see cref="_foreignRoot"/> begin.</summary>
    private int _foreignFirst;

    /// <summary><see cref="_foreignRoot"/>, where a user's class is in it.</summary>
    private ForeignModule? _foreign;

    private void Collect(torch.nn.Module module)
    {
        ModuleKind kind = ModuleKinds.Of(module);
        if (kind == ModuleKind.Generated)
        {
            CollectGenerated(module);
        }
        else if (_foreignRoot is not null)
        {
            LookInto(module, kind);
        }
        else if (kind == ModuleKind.Container && ForeignModule.IsTransparent(module))
        {
            CollectListed(module);
        }
        else
        {
            CollectForeign(module, kind);
        }
    }

    private void CollectGenerated(torch.nn.Module module)
    {
        if (!_seen.Add(module))
        {
            return;
        }

        (torch.nn.Module? root, int first, ForeignModule? foreign) = (_foreignRoot, _foreignFirst, _foreign);
        (_foreignRoot, _foreign) = (null, null);
        var generated = (IStatefulModule)module;
        Generated.Add(generated);
        LookIntoGenerated(generated.State);
        (_foreignRoot, _foreignFirst, _foreign) = (root, first, foreign);
    }

    private void LookIntoGenerated(ModuleRegistry state)
    {
        ModuleEntries entries = state.Synchronize();
        foreach ((_, Parameter parameter) in entries.Parameters.All)
        {
            Look(parameter, keepDtype: false);
        }

        foreach ((string key, (torch.Tensor buffer, _)) in entries.Buffers.All)
        {
            BufferOptions options = entries.OptionsOf(key);
            Look(buffer, options.KeepDtype)?.BuiltBy(state.Module, options.Recipe);
        }

        foreach ((_, torch.nn.Module child) in state.ChildrenIn(entries))
        {
            Collect(child);
        }
    }

    private void CollectForeign(torch.nn.Module module, ModuleKind kind)
    {
        _foreignRoot = module;
        _foreignFirst = InPlace.Count;
        LookInto(module, kind);
        _foreignRoot = null;
        if (_foreign is not null)
        {
            _foreign.End = InPlace.Count;
            Foreign.Add(_foreign);
            _foreign = null;
        }
        else if (_target.DeviceType is not null)
        {
            Stock.Add(module);
        }
    }

    private void LookInto(torch.nn.Module module, ModuleKind kind)
    {
        if (kind == ModuleKind.HandWritten)
        {
            LookIntoHandWritten(module);
        }
        else if (StockState.TryRead(module, kind, out StockState state))
        {
            LookIntoStock(module, state);
        }
        else
        {
            LookIntoListed(module);
            CollectListed(module);
        }
    }

    /// <summary>Anybody's class: it says itself what it has, and its own <c>.to</c> is called whatever that is.</summary>
    private void LookIntoHandWritten(torch.nn.Module module)
    {
        if (_seen.Contains(module))
        {
            return;
        }

        _foreign ??= new ForeignModule(_foreignRoot!, _foreignFirst);
        LookIntoListed(module);
        CollectListed(module);
    }

    private void LookIntoStock(torch.nn.Module module, in StockState state)
    {
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
        int children = state.ChildCount;
        if (children > 0 && _seen.Add(module))
        {
            for (int i = 0; i < children; i++)
            {
                Collect(state.ChildAt(i));
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

    private void CollectListed(torch.nn.Module module)
    {
        if (!_seen.Add(module))
        {
            return;
        }

        foreach ((_, torch.nn.Module child) in module.named_children())
        {
            Collect(child);
        }
    }

    private void LookAt(torch.nn.Module holder, string key, torch.Tensor tensor)
    {
        if (Look(tensor, keepDtype: false) is { } replacement)
        {
            Replacements!.HeldBy(holder, key, tensor, replacement);
        }
    }

    /// <returns>What to replace, where the tensor has to change and cannot do so in place.</returns>
    private TensorReplacement? Look(torch.Tensor tensor, bool keepDtype)
    {
        if (tensor.IsInvalid)
        {
            throw TransferRefusal.Disposed(this, tensor);
        }

        if (keepDtype && _target.ChangesDtype(tensor))
        {
            _kept.Add(tensor);
        }

        if (!_target.Changes(tensor, keepDtype))
        {
            return null;
        }

        ChangesDevice |= _target.ChangesDevice(tensor);
        if (_target.CanChangeInPlace(tensor))
        {
            InPlace.Add(tensor);
            return null;
        }

        Replacements ??= new TensorReplacements();
        return Replacements.Get(tensor);
    }
}
