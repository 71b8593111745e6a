using System.Collections.Generic;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>Where a load takes its values from.</summary>
internal abstract class Checkpoint
{
    public abstract int Count { get; }

    public abstract IEnumerable<string> Keys { get; }

    /// <returns>Null where the key is not there.</returns>
    public abstract CheckpointEntry? Find(string key);

    /// <summary>Copies what has been checked. A tied tensor comes under each of its keys and takes the value of the last.</summary>
    /// <param name="copies">In the order of the module.</param>
    public abstract void Copy(List<EntryCopy> copies);
}

/// <summary>The value of one key.</summary>
internal abstract class CheckpointEntry
{
    public abstract long[] Shape { get; }

    public abstract torch.ScalarType Dtype { get; }

    /// <summary>Why there is nothing to copy, in words that follow "received"; null where there is.</summary>
    public abstract string? Defect { get; }

    public virtual bool IsSparse => false;

    public virtual bool IsOnMeta => false;

    /// <summary>Whether the shapes agree: <see cref="TorchSize.Fits"/>.</summary>
    public abstract bool Fits(torch.Tensor target);

    /// <summary>A tensor for the module to keep, without a copy where there is a tensor already.</summary>
    public abstract torch.Tensor Take();
}

/// <summary>An entry that has been found to fit.</summary>
internal sealed record EntryCopy(string Key, torch.Tensor Target, CheckpointEntry Source);
