using System;
using System.Collections.Generic;
using System.Linq;
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
    private readonly KeptDTypes _kept = new();

    public List<StateEntry> Entries { get; } = [];

    /// <summary>The places of modules that the tree holds more than once, after the first.</summary>
    public List<(string Key, string First)> Repeated { get; } = [];

    public string RootName { get; private set; } = "";

    public torch.Device? Device { get; private set; }

    public torch.ScalarType DType { get; private set; }

    protected override bool ReadsNonPersistent => true;

    public void MarkOutliers()
    {
        StateEntry[] alive = [.. Entries.Where(static entry => !entry.IsDisposed)];
        if (alive.Length == 0)
        {
            return;
        }

        Device = Most(alive.Select(static entry => entry.Device!));
        foreach (StateEntry entry in alive)
        {
            entry.IsOnOtherDevice = !ReferenceEquals(entry.Device, Device);
        }

        StateEntry[] floating = [.. alive.Where(static entry => !entry.KeepsDType && IsFloatingPoint(entry.DType))];
        if (floating.Length > 0)
        {
            DType = Most(floating.Select(static entry => entry.DType));
            foreach (StateEntry entry in floating)
            {
                entry.HasOtherDType = entry.DType != DType;
            }
        }
    }

    protected override bool Enter(torch.nn.Module module)
    {
        if (_seen.TryGetValue(module, out string? first))
        {
            Repeated.Add((Prefix.TrimEnd('.'), first));
            return false;
        }

        if (_seen.Count == 0)
        {
            RootName = DisposedState.NameOf(module);
        }

        _seen.Add(module, Prefix.TrimEnd('.'));
        _kept.Read(module);
        return true;
    }

    protected override void Parameter(string name, Parameter parameter) => Add(name, StateEntryKind.Parameter, parameter);

    protected override void Buffer(string name, torch.Tensor buffer, bool persistent) =>
        Add(name, persistent ? StateEntryKind.Buffer : StateEntryKind.NonPersistentBuffer, buffer);

    private static T Most<T>(IEnumerable<T> values)
        where T : notnull =>
        values.GroupBy(static value => value).OrderByDescending(static group => group.Count()).First().Key;

    private static bool IsFloatingPoint(torch.ScalarType type) =>
        type is torch.ScalarType.Float16 or torch.ScalarType.BFloat16 or torch.ScalarType.Float32 or torch.ScalarType.Float64;

    private void Add(string name, StateEntryKind kind, torch.Tensor tensor)
    {
        var entry = new StateEntry(Prefix + name, kind) { IsDisposed = tensor.IsInvalid };
        Entries.Add(entry);
        if (tensor.IsInvalid)
        {
            return;
        }

        entry.Shape = tensor.shape;
        entry.DType = tensor.dtype;
        entry.Device = DeviceOf(tensor);
        entry.RequiresGrad = tensor.requires_grad;
        entry.Elements = tensor.numel();
        entry.Bytes = entry.Elements * tensor.ElementSize;
        entry.KeepsDType = kind != StateEntryKind.Parameter && _kept.Contains(name);

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

    /// <summary>Which buffers of the module that is being read keep their dtype.</summary>
    private sealed class KeptDTypes : StateVisitor
    {
        private readonly HashSet<string> _keys = [];

        public void Read(torch.nn.Module module)
        {
            _keys.Clear();
            if (module is IStatefulModule { State: var state })
            {
                state.VisitDeclared(this);
            }
        }

        public bool Contains(string key) => _keys.Contains(key);

        public override bool Buffer(string key, ref torch.Tensor? value, bool persistent = true, bool keepDtype = false, BufferRecipe? recipe = null)
        {
            if (keepDtype)
            {
                _keys.Add(key);
            }

            return false;
        }
    }
}
