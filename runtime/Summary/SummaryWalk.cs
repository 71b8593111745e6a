using System;
using System.Collections.Generic;
using TorchSharp.Generators.Runtime.Reading;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Summary;

/// <summary>Finds the entries of a tree, and those that stand apart.</summary>
internal sealed class SummaryWalk : StateWalk
{
    private readonly Dictionary<torch.nn.Module, string> _seen = new(IdentityComparer.Instance);
    private readonly Dictionary<IntPtr, string> _tensors = [];
    private readonly List<torch.Device> _devices = [];
    private readonly Tally<torch.Device> _onDevice = new();
    private readonly Tally<torch.ScalarType> _ofDType = new();

    /// <summary>What the module that is being read has registered: the declarations say which buffers keep their dtype.</summary>
    private ModuleEntries _declared = ModuleEntries.None;

    public List<StateEntry> Entries { get; } = [];

    /// <summary>The places of modules that the tree holds more than once, after the first.</summary>
    public List<(string Key, string First)> Repeated { get; } = [];

    public string RootName { get; private set; } = "";

    /// <summary>The device of most entries.</summary>
    public torch.Device? Device => _onDevice.Most;

    /// <summary>The dtype of most floating point entries.</summary>
    public torch.ScalarType DType => _ofDType.Most;

    protected override bool ReadsNonPersistent => true;

    protected override bool ReadsUnlisted => true;

    public void MarkOutliers()
    {
        foreach (StateEntry entry in Entries)
        {
            entry.IsOnOtherDevice = !entry.IsDisposed && !ReferenceEquals(entry.Device, Device);
            entry.HasOtherDType = IsComparable(entry) && entry.DType != DType;
        }
    }

    protected override bool Enter(torch.nn.Module module)
    {
        if (_seen.TryGetValue(module, out string? first))
        {
            Repeated.Add((Prefix.TrimEnd('.'), first.TrimEnd('.')));
            return false;
        }

        if (_seen.Count == 0)
        {
            RootName = DisposedState.NameOf(module);
        }

        _seen.Add(module, Prefix);
        _declared = module is IStatefulModule { State: var state } ? state.Synchronize() : ModuleEntries.None;
        return true;
    }

    protected override void Parameter(string name, Parameter parameter) => Add(name, StateEntryKind.Parameter, parameter);

    protected override void Buffer(string name, torch.Tensor buffer, bool persistent) =>
        Add(name, persistent ? StateEntryKind.Buffer : StateEntryKind.NonPersistentBuffer, buffer);

    private static bool IsComparable(StateEntry entry) =>
        entry is { IsDisposed: false, KeepsDType: false }
        && entry.DType is torch.ScalarType.Float16 or torch.ScalarType.BFloat16 or torch.ScalarType.Float32 or torch.ScalarType.Float64;

    /// <summary>TorchSharp's shape allocates more than it returns.</summary>
    private static long[] ShapeOf(torch.Tensor tensor)
    {
        long[] shape = new long[tensor.dim()];
        for (int dimension = 0; dimension < shape.Length; dimension++)
        {
            shape[dimension] = tensor.size(dimension);
        }

        return shape;
    }

    private void Add(string name, StateEntryKind kind, torch.Tensor tensor)
    {
        var entry = new StateEntry(Prefix + name, kind) { IsDisposed = tensor.IsInvalid };
        Entries.Add(entry);
        if (tensor.IsInvalid)
        {
            return;
        }

        entry.Shape = ShapeOf(tensor);
        entry.DType = tensor.dtype;
        entry.Device = DeviceOf(tensor);
        entry.RequiresGrad = tensor.requires_grad;
        entry.Elements = tensor.numel();
        entry.Bytes = entry.Elements * tensor.ElementSize;
        entry.KeepsDType = kind != StateEntryKind.Parameter && _declared.OptionsOf(name).KeepDtype;

        _onDevice.Add(entry.Device);
        if (IsComparable(entry))
        {
            _ofDType.Add(entry.DType);
        }

        IntPtr identity = TensorIdentity.Of(tensor);
        if (_tensors.TryGetValue(identity, out string? first))
        {
            entry.TiedWith = first;
        }
        else
        {
            _tensors.Add(identity, entry.Key);
        }
    }

    /// <summary>One object for each device, where TorchSharp makes one for each tensor.</summary>
    private torch.Device DeviceOf(torch.Tensor tensor)
    {
        (DeviceType type, int index) = (tensor.device_type, tensor.device_index);
        foreach (torch.Device known in _devices)
        {
            if (known.type == type && known.index == index)
            {
                return known;
            }
        }

        torch.Device device = tensor.device;
        _devices.Add(device);
        return device;
    }
}
