using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp.Generators.Runtime;

/// <summary>
/// Keeps TorchSharp's registry of one module in step with the members that the module declares: the members are the
/// truth, the registry follows. Generated overrides call this class; nobody else needs to.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class ModuleState
{
    private readonly torch.nn.Module _module;
    private readonly IStatefulModule _stateful;
    private readonly Func<IEnumerable<(string name, torch.nn.Module module)>>? _baseChildren;
    private bool _reflected;
    private bool _busy;

    /// <param name="module">The generated module; it implements <see cref="IStatefulModule"/>.</param>
    /// <param name="parameters">The module's <c>_internal_params</c>.</param>
    /// <param name="buffers">The module's <c>_internal_buffers</c>.</param>
    /// <param name="submodules">The module's <c>_internal_submodules</c>.</param>
    /// <param name="baseChildren">
    /// <c>base.named_children</c> where a hand-written class or a container of TorchSharp stands above: its fields are found
    /// by reflection, and a <c>Sequential</c> keeps its children beside <paramref name="submodules"/>.
    /// </param>
    public ModuleState(
        torch.nn.Module module,
        OrderedDict<string, Parameter> parameters,
        OrderedDict<string, (torch.Tensor, bool)> buffers,
        OrderedDict<string, torch.nn.Module> submodules,
        Func<IEnumerable<(string name, torch.nn.Module module)>>? baseChildren = null)
    {
        _module = module;
        _stateful = (IStatefulModule)module;
        _baseChildren = baseChildren;
        bool reflectsBase = baseChildren is not null;
        Parameters = new Registry<Parameter>(parameters, reflectsBase);
        Buffers = new Registry<(torch.Tensor, bool)>(buffers, reflectsBase);
        Submodules = new Registry<torch.nn.Module>(submodules, reflectsBase);
    }

    /// <summary>Whether TorchSharp's reflection has looked for fields of hand-written classes above or below.</summary>
    internal bool HasReflected { get; private set; }

    internal Registry<Parameter> Parameters { get; }

    internal Registry<(torch.Tensor Tensor, bool Persistent)> Buffers { get; }

    internal Registry<torch.nn.Module> Submodules { get; }

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
        foreach (IStatefulModule collection in declared.OwnSubmodules.Select(static entry => entry.Value).OfType<CollectionModule>())
        {
            collection.State.RegisterTensors();
        }
    }

    /// <summary>Brings the registry up to date. Idempotent, and cheap where nothing changed.</summary>
    public void Register() => Synchronize();

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

    /// <summary>The children that a container above keeps to itself.</summary>
    internal IEnumerable<(string Name, torch.nn.Module Module)> ChildrenOfBase() =>
        _baseChildren is null ? [] : _baseChildren().Where(child => !Submodules.TryGet(child.name, out _));

    internal void Visit(StateVisitor visitor)
    {
        ModuleState? outer = visitor.Current;
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

    /// <summary>
    /// Lets TorchSharp's reflection register the fields of hand-written classes above or below, then takes out what it
    /// found of the declared members and of those declared not to be state.
    /// </summary>
    private void Reflect()
    {
        _reflected = true;
        DeclaredState declared = DeclaredState.Of(this);
        if (_baseChildren is null && declared.IsWholeOf(_module.GetType()))
        {
            return;
        }

        HasReflected = true;
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

        _module.register_module(key, child);
    }
}
