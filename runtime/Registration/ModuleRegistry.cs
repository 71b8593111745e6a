using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Threading;
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
    private readonly object _gate = new();
    private readonly IStatefulModule _stateful;
    private readonly Func<IEnumerable<(string name, torch.nn.Module module)>>? _baseChildren;
    private readonly Registry<Parameter> _parameters;
    private readonly Registry<(torch.Tensor Tensor, bool Persistent)> _buffers;
    private readonly Registry<torch.nn.Module> _submodules;
    private volatile ModuleEntries _entries = ModuleEntries.None;
    private IModuleCollections? _collections;
    private volatile bool _isReflected;
    private bool _isBusy;

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
        bool othersFirst = baseChildren is not null;
        _parameters = new(parameters, othersFirst, ReferenceEquals);
        _buffers = new(
            buffers, othersFirst, static (one, other) => ReferenceEquals(one.Tensor, other.Tensor) && one.Persistent == other.Persistent);
        _submodules = new(submodules, othersFirst, ReferenceEquals);
    }

    internal torch.nn.Module Module { get; }

    /// <summary>What stands before a key in messages.</summary>
    internal virtual string Path => DisposedState.NameOf(Module);

    /// <summary>Whether the entries are elements of a collection, which a member of another module holds.</summary>
    internal virtual bool IsCollection => false;

    /// <summary>The modules that stand for the collections which the members hold.</summary>
    internal IModuleCollections Collections =>
        _collections ?? Interlocked.CompareExchange(ref _collections, MakeCollections(), null) ?? _collections!;

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
    /// Registers parameters and buffers, and takes them and the layers of TorchSharp out of the DisposeScope they were made
    /// in. Children wait: a <c>ModuleList</c> or a hand-written child registers its own components once, and a constructor may
    /// be filling it.
    /// </summary>
    public void RegisterTensors()
    {
        lock (_gate)
        {
            if (_isBusy)
            {
                return;
            }

            DeclaredState declared = DeclaredState.Of(this);
            RewriteTensors(declared);
            declared.AdoptElements();
            foreach ((string key, torch.nn.Module child) in declared.OwnSubmodules)
            {
                if (child is IStatefulModule { State: { IsCollection: true } collection })
                {
                    collection.RegisterTensors();
                }
                else if (!_submodules.Contains(key, child))
                {
                    StockLayer.Adopt(child);
                }
            }
        }
    }

    /// <summary>
    /// Brings the registry up to date. Idempotent, and cheap where nothing changed. A constructor may call it again: fields
    /// of hand-written classes that had no value the last time are registered then.
    /// </summary>
    public void Register()
    {
        if (_hasReflected && !StockContainer.IsRefreshing)
        {
            lock (_gate)
            {
                if (!_isBusy)
                {
                    Reflect();
                }
            }
        }

        Synchronize();
    }

    /// <summary>
    /// Called where something is registered by hand: what a member declares is registered from the member, and would be put
    /// back from there at the next read.
    /// </summary>
    /// <exception cref="InvalidOperationException">A member declares <paramref name="name"/>.</exception>
    public void RefuseDeclared(string name)
    {
        lock (_gate)
        {
            if (!_isBusy && DeclaredState.Of(this).DeclaringType(name) is { } type)
            {
                throw new InvalidOperationException(
                    $"\"{name}\" is declared by a member of {type.Name}, which registers it. Assign the member instead of registering \"{name}\" by hand.");
            }
        }
    }

    /// <summary>The member with the key <paramref name="key"/>, for messages.</summary>
    internal string PathOf(string key) => $"{Path}.{key}";

    /// <summary>Whether the child has been asked to register what it holds, which happens once.</summary>
    internal bool IsRegistered(string key, torch.nn.Module child)
    {
        foreach ((string name, torch.nn.Module registered) in _entries.Modules.All)
        {
            if (ReferenceEquals(registered, child) && name == key)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All children: those of a base class that is a container first, then the registered ones.</summary>
    internal (string Key, torch.nn.Module Value)[] ChildrenIn(ModuleEntries entries) =>
        _baseChildren is null ? entries.Modules.All : [.. ChildrenOfBase(_baseChildren, entries), .. entries.Modules.All];

    /// <summary>
    /// What is registered, after the registry has followed the members. Writes only where a member changed since the last
    /// time, and behind a lock: what was returned before stays as it is, so concurrent readers are safe, the first ones too.
    /// </summary>
    internal ModuleEntries Synchronize()
    {
        if (Current() is { } current)
        {
            return current;
        }

        ModuleEntries entries;
        lock (_gate)
        {
            if (_isBusy)
            {
                // A child that registers its parent (a back pointer) comes back here while its parent is at it.
                return new ModuleEntries(_parameters.Read(), _buffers.Read(), _submodules.Read());
            }

            if (!_isReflected)
            {
                Reflect();
            }

            entries = Current() ?? Rebuild();
        }

        // Now that they are registered here, containers get what was added since somebody else registered them.
        return Current() ?? entries;
    }

    /// <summary>Shows the declared members as they are.</summary>
    internal void VisitDeclared(StateVisitor visitor)
    {
        ModuleRegistry? outer = visitor.Current;
        visitor.Current = this;
        try
        {
            _stateful.VisitState(visitor);
        }
        finally
        {
            visitor.Current = outer;
        }
    }

    private protected abstract IModuleCollections MakeCollections();

    /// <summary>The children that a container keeps to itself as the base class: a <c>Sequential</c> may get more at any time.</summary>
    private static IEnumerable<(string Key, torch.nn.Module Value)> ChildrenOfBase(
        Func<IEnumerable<(string name, torch.nn.Module module)>> children, ModuleEntries entries) =>
        children().Where(child => entries.Modules.IndexOf(child.name) < 0);

    /// <returns>Null where the entries are not those of the members any more.</returns>
    private ModuleEntries? Current()
    {
        ModuleEntries entries = _entries;
        return _isReflected
            && _parameters.Has(entries.Parameters) && _buffers.Has(entries.Buffers) && _submodules.Has(entries.Modules)
            && RegistryCheck.Holds(this, entries)
            ? entries
            : null;
    }

    private ModuleEntries Rebuild()
    {
        _isBusy = true;
        try
        {
            DeclaredState declared = DeclaredState.Of(this);
            foreach ((string key, torch.nn.Module child) in declared.OwnSubmodules)
            {
                RegisterChild(key, child);
            }

            RewriteTensors(declared);
            ModuleEntries entries = _entries;
            return _entries = entries.With(_submodules.Rewrite(declared.OwnSubmodules, declared.IsDeclared, entries.Modules));
        }
        finally
        {
            _isBusy = false;
        }
    }

    private void RewriteTensors(DeclaredState declared)
    {
        declared.DetachFromDisposeScopes();
        ModuleEntries entries = _entries;
        _entries = new ModuleEntries(
            _parameters.Rewrite(declared.OwnParameters, declared.IsDeclared, entries.Parameters),
            _buffers.Rewrite(declared.OwnBuffers, declared.IsDeclared, entries.Buffers),
            entries.Modules,
            declared.Options);
    }

    /// <summary>
    /// Goes through <c>register_module</c>, the only way to call the child's protected <c>RegisterComponents</c>: a
    /// hand-written child may count on its parent to do so. A hand-written base or derived class may override it.
    /// </summary>
    private void RegisterChild(string key, torch.nn.Module child)
    {
        if (_submodules.Contains(key, child))
        {
            return;
        }

        if (_submodules.Contains(key))
        {
            _submodules.Remove(key);
        }

        if (_hasReflected || !StockFields.AreRegistered(child))
        {
            Module.register_module(key, child);
        }

        StockLayer.Adopt(child);
    }
}
