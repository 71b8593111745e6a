using System.Collections.Generic;
using TorchSharp.Generators.Runtime.Loading;

namespace TorchSharp.Generators;

/// <summary>An entry whose shape in a state_dict is not the shape in the module.</summary>
public sealed class SizeMismatch
{
    internal SizeMismatch(string key, IReadOnlyList<long> checkpointShape, IReadOnlyList<long> modelShape)
    {
        Key = key;
        CheckpointShape = checkpointShape;
        ModelShape = modelShape;
    }

    /// <summary>The key in the module.</summary>
    public string Key { get; }

    /// <summary>The shape of the entry that was to be loaded.</summary>
    public IReadOnlyList<long> CheckpointShape { get; }

    /// <summary>The shape of the module's tensor.</summary>
    public IReadOnlyList<long> ModelShape { get; }

    /// <summary>PyTorch's sentence.</summary>
    public override string ToString() =>
        $"size mismatch for {Key}: copying a param with shape {TorchSize.Format(CheckpointShape)} from checkpoint, the shape in current model is {TorchSize.Format(ModelShape)}.";
}
