using System;
using System.Collections.Generic;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Reading;

/// <summary>
/// Goes through the state of a tree of modules, generated or not, once: a module before its children, each module once per
/// place. TorchSharp's own walk lists all descendants again at every level: 200 blocks in a chain cost its state_dict
/// seconds and gigabytes.
/// </summary>
internal abstract class StateWalk
{
    private Frame[] _frames = new Frame[8];

    /// <summary>A walk that gets this deep may be going in a circle. Twice as deep each time, so that it costs next to nothing.</summary>
    private int _nextCheck = 64;
    private int _depth = -1;
    private bool _recurse;

    /// <summary>Whether the parameters are asked for.</summary>
    protected virtual bool ReadsParameters => true;

    /// <summary>Whether the buffers are asked for.</summary>
    protected virtual bool ReadsBuffers => true;

    /// <summary>Whether hand-written modules are asked for buffers that are not saved as well.</summary>
    protected virtual bool ReadsNonPersistent => false;

    /// <summary>
    /// Whether modules that are not generated are asked for what they have registered and TorchSharp does not list: disposed
    /// tensors, and buffers that are not saved.
    /// </summary>
    protected virtual bool ReadsUnlisted => false;

    /// <summary>The module that is being read.</summary>
    protected torch.nn.Module Module => _frames[_depth].Module;

    /// <summary>What stands before the names of <see cref="Module"/>: empty, or ends in a dot.</summary>
    protected string Prefix => PrefixAt(_depth);

    /// <exception cref="InvalidOperationException">A module is registered below itself.</exception>
    public void Run(torch.nn.Module root, bool recurse = true)
    {
        _recurse = recurse;
        Visit("", root);
    }

    /// <summary>A module, before what it holds.</summary>
    /// <returns>Whether to look into it.</returns>
    protected virtual bool Enter(torch.nn.Module module) => true;

    protected virtual void Parameter(string name, Parameter parameter)
    {
    }

    protected virtual void Buffer(string name, torch.Tensor buffer, bool persistent)
    {
    }

    /// <summary>A child, before any of them is gone through.</summary>
    protected virtual void Child(string name, torch.nn.Module child)
    {
    }

    /// <returns><paramref name="tensor"/>, where it is alive.</returns>
    /// <exception cref="InvalidOperationException">It is disposed.</exception>
    protected T Alive<T>(string name, T tensor)
        where T : torch.Tensor =>
        tensor.IsInvalid ? DisposedState.Refuse(_frames[0].Module, Prefix + name, tensor) : tensor;

    private void Visit(string name, torch.nn.Module module)
    {
        Push(name, module);
        if (!Enter(module))
        {
            _depth--;
            return;
        }

        ModuleKind kind = ModuleKinds.Of(module);
        if (kind == ModuleKind.Generated)
        {
            Read(((IStatefulModule)module).State);
        }
        else if (StockState.TryRead(module, kind, out StockState stock))
        {
            ReadParameters(stock);
            ReadBuffers(stock);
            if (stock.ChildCount > 0)
            {
                ReadChildren(module);
            }
        }
        else
        {
            ReadForeign(module);
        }

        _depth--;
    }

    private void Read(ModuleRegistry state)
    {
        ModuleEntries entries = state.Synchronize();
        if (ReadsParameters)
        {
            foreach ((string name, Parameter parameter) in entries.Parameters.All)
            {
                Parameter(name, parameter);
            }
        }

        if (ReadsBuffers)
        {
            foreach ((string name, (torch.Tensor buffer, bool persistent)) in entries.Buffers.All)
            {
                Buffer(name, buffer, persistent);
            }
        }

        (string Key, torch.nn.Module Value)[] children = state.ChildrenIn(entries);
        foreach ((string name, torch.nn.Module child) in children)
        {
            Child(name, child);
        }

        for (int i = 0; _recurse && i < children.Length; i++)
        {
            Visit(children[i].Key, children[i].Value);
        }
    }

    private void ReadParameters(in StockState registry)
    {
        for (int i = 0; ReadsParameters && i < registry.Parameters.Count; i++)
        {
            (string name, Parameter parameter) = registry.Parameters[i];
            Parameter(name, parameter);
        }
    }

    private void ReadBuffers(in StockState registry)
    {
        for (int i = 0; ReadsBuffers && i < registry.Buffers.Count; i++)
        {
            (string name, (torch.Tensor buffer, bool persistent)) = registry.Buffers[i];

            // TorchSharp neither lists nor moves the others.
            if (persistent || ReadsUnlisted)
            {
                Buffer(name, buffer, persistent);
            }
        }
    }

    /// <summary>What a module lists itself, behind what it has registered where that is asked for.</summary>
    private void ReadForeign(torch.nn.Module module)
    {
        StockState registry = default;
        bool isKnown = ReadsUnlisted && StockState.TryRead(module, out registry);
        if (isKnown)
        {
            ReadParameters(registry);
        }

        if (ReadsParameters)
        {
            foreach ((string name, Parameter parameter) in module.named_parameters(recurse: false))
            {
                if (!isKnown || !registry.Parameters.ContainsKey(name))
                {
                    Parameter(name, parameter);
                }
            }
        }

        if (isKnown)
        {
            ReadBuffers(registry);
        }

        if (ReadsBuffers)
        {
            foreach ((string name, torch.Tensor buffer) in module.named_buffers(recurse: false, ReadsNonPersistent))
            {
                if (!isKnown || !registry.Buffers.ContainsKey(name))
                {
                    Buffer(name, buffer, persistent: true);
                }
            }
        }

        ReadChildren(module);
    }

    private void ReadChildren(torch.nn.Module module)
    {
        IEnumerable<(string, torch.nn.Module)> children = module.named_children();
        foreach ((string name, torch.nn.Module child) in children)
        {
            Child(name, child);
        }

        if (!_recurse)
        {
            return;
        }

        foreach ((string name, torch.nn.Module child) in children)
        {
            Visit(name, child);
        }
    }

    private void Push(string name, torch.nn.Module module)
    {
        _depth++;
        if (_depth == _frames.Length)
        {
            Array.Resize(ref _frames, 2 * _depth);
        }

        _frames[_depth] = new Frame(name, module);
        if (_depth == _nextCheck)
        {
            _nextCheck *= 2;
            RefuseCircle();
        }
    }

    private string PrefixAt(int depth)
    {
        if (depth == 0)
        {
            return "";
        }

        return _frames[depth].Prefix ??= $"{PrefixAt(depth - 1)}{_frames[depth].Name}.";
    }

    private void RefuseCircle()
    {
        for (int i = 0; i <= _depth; i++)
        {
            torch.nn.Module module = _frames[i].Module;
            for (int above = 0; above < i; above++)
            {
                if (!ReferenceEquals(_frames[above].Module, module))
                {
                    continue;
                }

                throw new InvalidOperationException(
                    $"'{PrefixAt(i).TrimEnd('.')}' registers {module.GetType().Name} below itself; mark the member that points back with [NotRegistered].");
            }
        }
    }

    private struct Frame(string name, torch.nn.Module module)
    {
        public readonly string Name = name;
        public readonly torch.nn.Module Module = module;
        public string? Prefix;
    }
}
