using System.Collections.Generic;

namespace TorchSharp.Generators;

/// <summary>One parameter or buffer, as it was when <see cref="ModuleSummaryExtensions.summary"/> was called.</summary>
public sealed class StateEntry
{
    internal StateEntry(string key, StateEntryKind kind)
    {
        Key = key;
        Kind = kind;
    }

    /// <summary>The key in the module's tree.</summary>
    public string Key { get; }

    /// <summary>Parameter or buffer, saved or not.</summary>
    public StateEntryKind Kind { get; }

    /// <summary>Whether the tensor is disposed: then nothing else is known of it.</summary>
    public bool IsDisposed { get; internal set; }

    /// <summary>The shape.</summary>
    public IReadOnlyList<long> Shape { get; internal set; } = [];

    /// <summary>The dtype.</summary>
    public torch.ScalarType DType { get; internal set; }

    /// <summary>The device, null where the tensor is disposed.</summary>
    public torch.Device? Device { get; internal set; }

    /// <summary>Whether it gets a gradient.</summary>
    public bool RequiresGrad { get; internal set; }

    /// <summary>The size of the data, also of a tied entry, and of one on <c>meta</c>, which takes no memory.</summary>
    public long Bytes { get; internal set; }

    /// <summary>The key under which the same tensor was listed before, null where it was not.</summary>
    public string? TiedWith { get; internal set; }

    /// <summary>
    /// Whether the entry is on another device than most, or of another floating point dtype; buffers with <c>KeepDtype</c>
    /// may have any.
    /// </summary>
    public bool IsOutlier => IsOnOtherDevice || HasOtherDType;

    internal bool IsOnOtherDevice { get; set; }

    internal bool HasOtherDType { get; set; }

    internal bool KeepsDType { get; set; }

    internal long Elements { get; set; }
}
