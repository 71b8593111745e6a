using System;
using System.Collections.Generic;
using System.IO;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime;

/// <summary>
/// Stands in the module tree for a collection that a member holds, as PyTorch's ModuleList, ParameterList and their like
/// do: a child under the member's key, whose state is what the collection holds at the moment.
/// </summary>
internal abstract class CollectionModule : torch.nn.Module, IStatefulModule
{
    private ModuleState? _state;

    protected CollectionModule(string name, string path)
        : base(name) => Path = path;

    /// <summary>The member that holds the collection, for messages.</summary>
    public string Path { get; }

    /// <summary>The collection.</summary>
    public abstract object Source { get; }

    /// <summary>Whether an element cannot be replaced by another.</summary>
    public abstract bool IsReadOnly { get; }

    ModuleState IStatefulModule.State => State;

    private ModuleState State => _state ??= new ModuleState(this, _internal_params, _internal_buffers, _internal_submodules);

    public abstract void VisitState(StateVisitor visitor);

    void IStatefulModule.RegisterByReflection()
    {
    }

    void IStatefulModule.OnMoved(torch.Device device) => (_deviceType, _deviceIndex) = (device.type, device.index);

    public override torch.nn.Module apply(Action<torch.nn.Module> fn) => State.Apply(fn);

    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) => State.NamedParameters(recurse);

    public override IEnumerable<(string name, torch.Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true) =>
        State.NamedBuffers(recurse, include_nonpersistent);

    public override IEnumerable<(string name, torch.nn.Module module)> named_children() => State.NamedChildren();

    public override IEnumerable<(string name, torch.nn.Module module)> named_modules() => State.NamedModules();

    public override Dictionary<string, torch.Tensor> state_dict(Dictionary<string, torch.Tensor>? destination = null, string? prefix = null) =>
        State.StateDict(destination, prefix);

    public override (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
        Dictionary<string, torch.Tensor> source, bool strict = true, IList<string>? skip = null) => State.LoadStateDict(source, strict, skip);

    public override torch.nn.Module load(
        BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null) =>
        State.Load(reader, strict, skip, loadedParameters);

    public override bool has_buffer(string target) => State.HasBuffer(target);

    public override torch.Tensor? get_buffer(string target) => State.GetBuffer(target);

    public override bool has_parameter(string target) => State.HasParameter(target);

    public override Parameter? get_parameter(string target) => State.GetParameter(target);

    /// <summary>The base constructor asks, before there is a collection. The parent registers the elements.</summary>
    protected override (string name, Parameter parameter)[] _named_parameters() => [];

    protected override void RegisterComponents() => State.Register();

    protected override torch.nn.Module _to(torch.Device device, torch.ScalarType dtype, bool non_blocking) => State.To(device, dtype, non_blocking);

    protected override torch.nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => State.To(deviceType, deviceIndex, non_blocking);

    protected override torch.nn.Module _to(torch.ScalarType dtype, bool non_blocking) => State.To(dtype, non_blocking);
}
