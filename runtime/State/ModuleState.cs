using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using TorchSharp.Generators.Runtime.Collections;
using TorchSharp.Generators.Runtime.Loading;
using TorchSharp.Generators.Runtime.Printing;
using TorchSharp.Generators.Runtime.Reading;
using TorchSharp.Generators.Runtime.Recipes;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Generators.Runtime.Transfer;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp.Generators.Runtime;

/// <summary>
/// What generated overrides of <c>torch.nn.Module</c> call; nobody else needs to. Each member answers for the one it is
/// named after.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModuleState : ModuleRegistry
{
    /// <summary>How many entries <c>state_dict</c> had the last time.</summary>
    private int _lastCount;

    /// <param name="module">The generated module; it implements <see cref="IStatefulModule"/>.</param>
    /// <param name="parameters">The module's <c>_internal_params</c>.</param>
    /// <param name="buffers">The module's <c>_internal_buffers</c>.</param>
    /// <param name="submodules">The module's <c>_internal_submodules</c>.</param>
    /// <param name="baseChildren">
    /// <c>base.named_children</c> where a base class is hand-written, or a container of TorchSharp: its fields are found by
    /// reflection, and a <c>Sequential</c> keeps its children beside <paramref name="submodules"/>.
    /// </param>
    public ModuleState(
        torch.nn.Module module,
        OrderedDict<string, Parameter> parameters,
        OrderedDict<string, (torch.Tensor, bool)> buffers,
        OrderedDict<string, torch.nn.Module> submodules,
        Func<IEnumerable<(string name, torch.nn.Module module)>>? baseChildren = null)
        : base(module, parameters, buffers, submodules, baseChildren)
    {
    }

    /// <summary>The parameters below the module, each once, depth first: PyTorch's order, in one walk.</summary>
    public IEnumerable<(string name, Parameter parameter)> NamedParameters(bool recurse) => StateReader.NamedParameters(Module, recurse);

    /// <summary>The buffers below the module, each once, depth first.</summary>
    public IEnumerable<(string name, torch.Tensor buffer)> NamedBuffers(bool recurse, bool includeNonPersistent) =>
        StateReader.NamedBuffers(Module, recurse, includeNonPersistent);

    /// <summary>The child modules, in declaration order.</summary>
    /// <exception cref="InvalidOperationException">A module is registered below itself.</exception>
    public IEnumerable<(string name, torch.nn.Module module)> NamedChildren() => StateReader.NamedChildren(this);

    /// <summary>All modules below this one: TorchSharp's order, the children of a module before the grandchildren.</summary>
    public IEnumerable<(string name, torch.nn.Module module)> NamedModules() => StateReader.NamedModules(Module);

    /// <summary>
    /// PyTorch's keys in PyTorch's order: own parameters, own persistent buffers, then the children, depth first
    /// (torch/nn/modules/module.py, <c>Module.state_dict</c>). The values are the module's own tensors.
    /// </summary>
    public Dictionary<string, torch.Tensor> StateDict(Dictionary<string, torch.Tensor>? destination, string? prefix)
    {
        if (destination is not null)
        {
            return StateReader.StateDict(Module, destination, prefix);
        }

        // A dictionary that grows while it is filled is filled twice.
        Dictionary<string, torch.Tensor> entries = StateReader.StateDict(Module, new(_lastCount), prefix);
        _lastCount = entries.Count;
        return entries;
    }

    /// <summary>Calls <paramref name="fn"/> on every module below, then on the module.</summary>
    public torch.nn.Module Apply(Action<torch.nn.Module> fn) => StateReader.Apply(this, fn);

    /// <summary>The tree of the module as PyTorch prints it.</summary>
    public string Print() => ModulePrinter.Print(Module);

    /// <summary>Whether a buffer has the dotted name <paramref name="target"/>.</summary>
    public bool HasBuffer(string target) => StateReader.HasBuffer(this, target);

    /// <summary>The buffer with the dotted name <paramref name="target"/>, null where there is none.</summary>
    public torch.Tensor? GetBuffer(string target) => StateReader.GetBuffer(this, target);

    /// <summary>Whether a parameter has the dotted name <paramref name="target"/>.</summary>
    public bool HasParameter(string target) => StateReader.HasParameter(this, target);

    /// <summary>The parameter with the dotted name <paramref name="target"/>, null where there is none.</summary>
    public Parameter? GetParameter(string target) => StateReader.GetParameter(this, target);

    /// <summary>Moves the module to a device and a dtype.</summary>
    public torch.nn.Module To(torch.Device device, torch.ScalarType dtype, bool nonBlocking) =>
        ModuleTransfer.To(Module, new TransferTarget(dtype, device.type, device.index, nonBlocking));

    /// <summary>Moves the module to a device. Unlike TorchSharp it looks again where the device is the one it was moved to last.</summary>
    public torch.nn.Module To(DeviceType deviceType, int deviceIndex, bool nonBlocking) =>
        ModuleTransfer.To(Module, new TransferTarget(null, deviceType, deviceIndex, nonBlocking));

    /// <summary>Converts the floating point and complex tensors of the module.</summary>
    public torch.nn.Module To(torch.ScalarType dtype, bool nonBlocking) =>
        ModuleTransfer.To(Module, new TransferTarget(dtype, null, -1, nonBlocking));

    /// <summary>Copies the entries of <paramref name="source"/> into the module's tensors, which keep their dtype and device.</summary>
    /// <exception cref="StateDictException">Something does not fit; the module is unchanged.</exception>
    public (IList<string> missing_keys, IList<string> unexpected_keyes) LoadStateDict(
        Dictionary<string, torch.Tensor> source, bool strict, IList<string>? skip) =>
        ModuleLoader.LoadStateDict(Module, source, strict, skip);

    /// <summary>Reads TorchSharp's file format.</summary>
    /// <exception cref="StateDictException">Something does not fit; the module is unchanged.</exception>
    /// <exception cref="InvalidDataException">The file is truncated, corrupt, or none of TorchSharp's; the module is unchanged.</exception>
    public torch.nn.Module Load(BinaryReader reader, bool strict, IList<string>? skip, Dictionary<string, bool>? loadedParameters) =>
        ModuleLoader.Load(Module, reader, strict, skip, loadedParameters);

    /// <summary>Writes TorchSharp's file format.</summary>
    /// <exception cref="InvalidOperationException">A tensor cannot be saved; a file that was there is as it was.</exception>
    public torch.nn.Module Save(string location, IList<string>? skip)
    {
        ModuleSaver.Save(Module, location, skip);
        return Module;
    }

    /// <summary>Writes TorchSharp's file format.</summary>
    /// <exception cref="InvalidOperationException">A tensor cannot be saved; nothing has been written.</exception>
    public torch.nn.Module Save(BinaryWriter writer, IList<string>? skip)
    {
        _ = writer ?? throw new ArgumentNullException(nameof(writer));
        ModuleSaver.Save(Module, writer.BaseStream, skip);
        return Module;
    }

    /// <summary>Writes TorchSharp's file format, and closes the stream as TorchSharp does.</summary>
    /// <exception cref="InvalidOperationException">A tensor cannot be saved; nothing has been written.</exception>
    public torch.nn.Module Save(Stream stream, IList<string>? skip)
    {
        using (stream)
        {
            ModuleSaver.Save(Module, stream, skip);
            return Module;
        }
    }

    /// <summary>
    /// Builds the buffers that name a recipe anew, on the device of the module and in the dtype they have: its own and those below.
    /// </summary>
    public void ResetBuffers() => BufferRebuilder.Run(Module);

    private protected override IModuleCollections MakeCollections() => new ModuleCollections(this);
}
