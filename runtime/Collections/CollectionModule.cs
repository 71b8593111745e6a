using System.Collections.Generic;
using System.IO;
using System;
using TorchSharp.Generators.Runtime.Loading;
using TorchSharp.Generators.Runtime.Reading;
using TorchSharp.Generators.Runtime.Transfer;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Collections;

/// <summary>
/// Stands in the module tree for a collection that a member holds, as PyTorch's ModuleList, ParameterList and their like
/// do: a child under the member's key, whose state is what the collection holds at the moment.
/// </summary>
internal abstract class CollectionModule : torch.nn.Module, IStatefulModule
{
    private readonly CollectionState _state;

    protected CollectionModule(string name, string path)
        : base(name)
    {
        Path = path;
        _state = new CollectionState(this, _internal_params, _internal_buffers, _internal_submodules);
    }

    /// <summary>The member that holds the collection, for messages.</summary>
    public string Path { get; }

    /// <summary>The collection.</summary>
    public abstract object Source { get; }

    ModuleRegistry IStatefulModule.State => _state;

    public abstract void VisitState(StateVisitor visitor);

    void IStatefulModule.RegisterByReflection()
    {
    }

    void IStatefulModule.OnMoved(torch.Device device) => (_deviceType, _deviceIndex) = (device.type, device.index);

    public override torch.nn.Module apply(Action<torch.nn.Module> fn) => StateReader.Apply(_state, fn);

    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
        StateReader.NamedParameters(this, recurse);

    public override IEnumerable<(string name, torch.Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true) =>
        StateReader.NamedBuffers(this, recurse, include_nonpersistent);

    public override IEnumerable<(string name, torch.nn.Module module)> named_children() => StateReader.NamedChildren(_state);

    public override IEnumerable<(string name, torch.nn.Module module)> named_modules() => StateReader.NamedModules(this);

    public override Dictionary<string, torch.Tensor> state_dict(
        Dictionary<string, torch.Tensor>? destination = null, string? prefix = null) =>
        StateReader.StateDict(this, destination ?? [], prefix);

    public override (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
        Dictionary<string, torch.Tensor> source, bool strict = true, IList<string>? skip = null) =>
        ModuleLoader.LoadStateDict(this, source, strict, skip);

    public override torch.nn.Module load(
        BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null) =>
        ModuleLoader.Load(this, reader, strict, skip, loadedParameters);

    public override bool has_buffer(string target) => StateReader.HasBuffer(_state, target);

    public override torch.Tensor? get_buffer(string target) => StateReader.GetBuffer(_state, target);

    public override bool has_parameter(string target) => StateReader.HasParameter(_state, target);

    public override Parameter? get_parameter(string target) => StateReader.GetParameter(_state, target);

    /// <summary>The base constructor asks, before there is a collection. The parent registers the elements.</summary>
    protected override (string name, Parameter parameter)[] _named_parameters() => [];

    protected override void RegisterComponents() => _state.Register();

    protected override torch.nn.Module _to(torch.Device device, torch.ScalarType dtype, bool non_blocking) =>
        ModuleTransfer.To(this, new TransferTarget(dtype, device.type, device.index, non_blocking));

    protected override torch.nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
        ModuleTransfer.To(this, new TransferTarget(null, deviceType, deviceIndex, non_blocking));

    protected override torch.nn.Module _to(torch.ScalarType dtype, bool non_blocking) =>
        ModuleTransfer.To(this, new TransferTarget(dtype, null, -1, non_blocking));
}
