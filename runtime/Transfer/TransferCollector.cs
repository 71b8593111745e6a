using System.Collections.Generic;
using System;
using TorchSharp.Generators.Runtime.Reading;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>Finds what has to move in a tree of modules.</summary>
internal sealed class TransferCollector(TransferTarget target) : StateVisitor
{
    /// <summary>By object, which still finds a move after TorchSharp has disposed the tensor.</summary>
    private readonly Dictionary<torch.Tensor, TensorMove> _moves = new(IdentityComparer.Instance);

    /// <summary>One for each libtorch tensor: <c>Embedding.weight</c> makes a new object each time it is read.</summary>
    private readonly Dictionary<torch.Tensor, TensorMove> _distinct = new(TensorIdentity.Instance);

    /// <summary>Held with <c>KeepDtype</c> by somebody, which holds for all who share the tensor.</summary>
    private readonly HashSet<torch.Tensor> _kept = new(TensorIdentity.Instance);

    private readonly HashSet<torch.nn.Module> _seen = new(IdentityComparer.Instance);
    private torch.nn.Module? _module;

    public IReadOnlyCollection<TensorMove> Moves => _distinct.Values;

    public List<IStatefulModule> Generated { get; } = [];

    /// <summary>Modules that are not generated and whose parent is: they keep track of their device themselves.</summary>
    public List<ForeignModule> Foreign { get; } = [];

    public bool Contains(torch.nn.Module module) => _seen.Contains(module);

    public TensorMove? MoveOf(torch.Tensor tensor) => _moves.TryGetValue(tensor, out TensorMove? move) ? move : null;

    public void Collect(torch.nn.Module module) => Collect(module, foreign: null);

    public override bool Parameter(string key, ref Parameter? value)
    {
        bool followed = TensorSuccessors.Follow(ref value);
        Add(key, value, keepDtype: false, recipe: null);
        return followed;
    }

    public override bool Buffer(string key, ref torch.Tensor? value, bool persistent = true, bool keepDtype = false, BufferRecipe? recipe = null)
    {
        bool followed = TensorSuccessors.Follow(ref value);
        Add(key, value, keepDtype, recipe);
        return followed;
    }

    public override void Module(string key, torch.nn.Module? value)
    {
        if (value is not null)
        {
            Collect(value, foreign: null);
        }
    }

    private void Collect(torch.nn.Module module, ForeignModule? foreign)
    {
        if (!_seen.Add(module))
        {
            return;
        }

        torch.nn.Module? outer = _module;
        _module = module;
        if (module is IStatefulModule { State: var state } generated)
        {
            state.Synchronize();
            Generated.Add(generated);
            state.Visit(this);
        }
        else
        {
            CollectForeign(module, foreign);
        }

        _module = outer;
    }

    private void CollectForeign(torch.nn.Module module, ForeignModule? foreign)
    {
        if (foreign is not null || !ForeignModule.IsTransparent(module))
        {
            if (foreign is null)
            {
                Foreign.Add(foreign = new ForeignModule(module));
            }

            foreign.Include(module);
            AddTensorsOf(module, foreign);
        }

        foreach ((_, torch.nn.Module child) in module.named_children())
        {
            Collect(child, foreign);
        }
    }

    private void AddTensorsOf(torch.nn.Module module, ForeignModule foreign)
    {
        foreach ((string name, Parameter parameter) in module.named_parameters(recurse: false))
        {
            AddTo(foreign, module, name, parameter);
        }

        foreach ((string name, torch.Tensor buffer) in module.named_buffers(recurse: false))
        {
            AddTo(foreign, module, name, buffer);
        }
    }

    private void AddTo(ForeignModule foreign, torch.nn.Module holder, string name, torch.Tensor tensor)
    {
        if (Add(name, tensor, keepDtype: false, recipe: null) is { IsInPlace: false } move)
        {
            foreign.Add(holder, name, move);
        }
    }

    private TensorMove? Add(string key, torch.Tensor? tensor, bool keepDtype, BufferRecipe? recipe)
    {
        if (tensor is { IsInvalid: true })
        {
            throw new InvalidOperationException($"{PathOf(key)} is disposed, so the module cannot be moved. It is unchanged.");
        }

        if (tensor is null)
        {
            return null;
        }

        if (keepDtype && _kept.Add(tensor) && _distinct.TryGetValue(tensor, out TensorMove? shared))
        {
            shared.KeepDtype = true;
        }

        keepDtype |= _kept.Count > 0 && _kept.Contains(tensor);
        if (!target.Changes(tensor, keepDtype))
        {
            return null;
        }

        if (!_distinct.TryGetValue(tensor, out TensorMove? move))
        {
            move = new TensorMove(_module!, tensor, target, recipe) { KeepDtype = keepDtype };
            if (!move.IsInPlace && _module is IStatefulModule { State.IsReadOnly: true })
            {
                throw new InvalidOperationException($"{PathOf(key)} is in a read-only collection, where it cannot be replaced. The module is unchanged.");
            }

            _distinct.Add(tensor, move);
        }

        _moves[tensor] = move;
        return move;
    }

    private string PathOf(string key) => _module is IStatefulModule { State: var state } ? state.PathOf(key) : $"{_module!.GetType().Name}.{key}";
}
