using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp.Generators.Runtime;

/// <summary>
/// Keeps TorchSharp's registry of one module in step with the members that the module declares: the members are the
/// truth, the registry follows.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class ModuleRegistry
{
    private readonly IStatefulModule _stateful;
    private readonly Func<IEnumerable<(string name, torch.nn.Module module)>>? _baseChildren;
    private IModuleCollections? _collections;
    private bool _reflected;
    private bool _busy;

    private protected ModuleRegistry(
        torch.nn.Module module,
        OrderedDict<string, Parameter> parameters,
        OrderedDict<string, (torch.Tensor, bool)> buffers,
        OrderedDict<string, torch.nn.Module> submodules,
        Func<IEnumerable<(string name, torch.nn.Module module)>>? baseChildren)
    {
        Module = module;
        _stateful = (IStatefulModule)module;
        _baseChildren = baseChildren;
        bool reflectsBase = baseChildren is not null;
        Parameters = new Registry<Parameter>(parameters, reflectsBase);
        Buffers = new Registry<(torch.Tensor, bool)>(buffers, reflectsBase);
        Submodules = new Registry<torch.nn.Module>(submodules, reflectsBase);
    }

    internal torch.nn.Module Module { get; }

    /// <summary>What stands before a key in messages.</summary>
    internal virtual string Path => Module.GetType().Name;

    /// <summary>Whether an entry can be replaced by another; a read-only collection does not allow it.</summary>
    internal virtual bool IsReadOnly => false;

    /// <summary>Whether the entries are elements of a collection, which a member of another module holds.</summary>
    internal virtual bool IsCollection => false;

    internal Registry<Parameter> Parameters { get; }

    internal Registry<(torch.Tensor Tensor, bool Persistent)> Buffers { get; }

    internal Registry<torch.nn.Module> Submodules { get; }

    /// <summary>The modules that stand for the collections which the members hold.</summary>
    internal IModuleCollections Collections => _collections ??= MakeCollections();

    /// <summary>
    /// Registers the tensors that field initializers have made. Called from the base constructor, too early to reflect on a
    /// hand-written base class, whose constructor has not run yet.
    /// </summary>
    /// <returns>An empty array: the base constructor has nothing left to register.</returns>
    public (string name, Parameter parameter)[] RegisterInitialized()
    {
        RegisterTensors();
        return [];
    }

    /// <summary>
    /// Registers parameters and buffers, and takes them out of the DisposeScope they were made in. Children wait: a
    /// <c>ModuleList</c> or a hand-written child registers its own components once, and a constructor may be filling it.
    /// </summary>
    public void RegisterTensors()
    {
        if (_busy)
        {
            return;
        }

        DeclaredState declared = DeclaredState.Of(this);
        RewriteTensors(declared);
        foreach (IStatefulModule child in declared.OwnSubmodules.Select(static entry => entry.Value).OfType<IStatefulModule>())
        {
            if (child.State.IsCollection)
            {
                child.State.RegisterTensors();
            }
        }
    }

    /// <summary>Brings the registry up to date. Idempotent, and cheap where nothing changed.</summary>
    public void Register() => Synchronize();

    /// <summary>The member with the key <paramref name="key"/>, for messages.</summary>
    internal string PathOf(string key) => $"{Path}.{key}";

    /// <summary>Whether the child has been asked to register what it holds, which happens once.</summary>
    internal bool IsRegistered(string key, torch.nn.Module child) =>
        Submodules.TryGet(key, out torch.nn.Module? registered) && ReferenceEquals(registered, child);

    /// <summary>All children: those of a container above first, then the registered ones.</summary>
    internal IEnumerable<(string Name, torch.nn.Module Module)> Children()
    {
        Synchronize();
        foreach ((string name, torch.nn.Module child) in ChildrenOfBase())
        {
            yield return (name, child);
        }

        for (int i = 0; i < Submodules.Count; i++)
        {
            yield return Submodules[i];
        }
    }

    /// <summary>
    /// Writes only where a member changed since the last time, so that concurrent readers are safe. A child that registers
    /// its parent (a back pointer) comes back here while its parent is at it.
    /// </summary>
    internal void Synchronize()
    {
        if (_busy)
        {
            return;
        }

        if (!_reflected)
        {
            Reflect();
        }

        if (!RegistryCheck.Holds(this))
        {
            Rebuild();
        }
    }

    private protected abstract IModuleCollections MakeCollections();

    /// <summary>The children that a container above keeps to itself.</summary>
    private IEnumerable<(string Name, torch.nn.Module Module)> ChildrenOfBase() =>
        _baseChildren is null ? [] : _baseChildren().Where(child => !Submodules.TryGet(child.name, out _));

    /// <summary>
    /// Lets TorchSharp's reflection register the fields of hand-written classes above or below, then takes out what it
    /// found of the declared members and of those declared not to be state.
    /// </summary>
    private void Reflect()
    {
        _reflected = true;
        DeclaredState declared = DeclaredState.Of(this);
        if (_baseChildren is null && declared.IsWholeOf(Module.GetType()))
        {
            return;
        }

        _hasReflected = true;
        HashSet<string> known = [.. Parameters.Keys, .. Buffers.Keys, .. Submodules.Keys];
        _busy = true;
        try
        {
            _stateful.RegisterByReflection();
        }
        finally
        {
            _busy = false;
        }

        bool IsOurs(string key, object value) => !known.Contains(key) && declared.Disowns(key, value);
        Parameters.RemoveWhere(IsOurs);
        Buffers.RemoveWhere((key, entry) => IsOurs(key, entry.Tensor));
        Submodules.RemoveWhere(IsOurs);
    }

    private void Rebuild()
    {
        _busy = true;
        try
        {
            DeclaredState declared = DeclaredState.Of(this);
            foreach ((string key, torch.nn.Module child) in declared.OwnSubmodules)
            {
                RegisterChild(key, child);
            }

            RewriteTensors(declared);
            Submodules.Rewrite(declared.OwnSubmodules, declared.Keys);
        }
        finally
        {
            _busy = false;
        }
    }

    private void RewriteTensors(DeclaredState declared)
    {
        declared.DetachFromDisposeScopes();
        Parameters.Rewrite(declared.OwnParameters, declared.Keys);
        Buffers.Rewrite(declared.OwnBuffers, declared.Keys);
    }

    /// <summary>
    /// Goes through <c>register_module</c>, the only way to call the child's protected <c>RegisterComponents</c>: a
    /// hand-written child may count on its parent to do so.
    /// </summary>
    private void RegisterChild(string key, torch.nn.Module child)
    {
        if (Submodules.TryGet(key, out torch.nn.Module? registered))
        {
            if (ReferenceEquals(registered, child))
            {
                return;
            }

            Submodules.Remove(key);
        }

        Module.register_module(key, child);
    }
}
