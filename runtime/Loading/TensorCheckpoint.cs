using System;
using System.Collections.Generic;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>A state_dict in memory.</summary>
internal sealed class TensorCheckpoint(Dictionary<string, torch.Tensor> tensors) : Checkpoint
{
    public override int Count => tensors.Count;

    public override IEnumerable<string> Keys => tensors.Keys;

    public override CheckpointEntry? Find(string key) => tensors.TryGetValue(key, out torch.Tensor? tensor) ? new Entry(tensor) : null;

    public override void Copy(List<EntryCopy> copies)
    {
        foreach ((string key, torch.Tensor target, CheckpointEntry source) in copies)
        {
            torch.Tensor tensor = ((Entry)source).Tensor!;
            try
            {
                Copy(target, tensor);
            }
            catch (Exception error)
            {
                // libtorch's stack follows its message; it stays in the inner exception.
                throw new InvalidOperationException(
                    $"While copying the parameter named \"{key}\", whose dimensions in the model are {TorchSize.Format(target.shape)} and whose dimensions in the checkpoint are {TorchSize.Format(tensor.shape)}, an exception occurred : ('{error.Message.Split('\n')[0].TrimEnd()}',).",
                    error);
            }
        }
    }

    private static void Copy(torch.Tensor target, torch.Tensor source)
    {
        if (target.dim() > 0 || source.dim() == 0)
        {
            target.copy_(source);
            return;
        }

        using torch.Tensor scalar = source.reshape();
        target.copy_(scalar);
    }

    private sealed class Entry(torch.Tensor? tensor) : CheckpointEntry
    {
        public torch.Tensor? Tensor { get; } = tensor;

        public override long[] Shape => Tensor!.shape;

        public override torch.ScalarType Dtype => Tensor!.dtype;

        public override string? Defect => Tensor is null ? "null" : Tensor.IsInvalid ? "a disposed tensor" : null;

        public override bool IsSparse => Tensor!.is_sparse;

        public override bool IsOnMeta => Tensor!.device_type == DeviceType.META;

        public override bool Fits(torch.Tensor target)
        {
            int rank = (int)Tensor!.dim();
            if (rank != target.dim())
            {
                return rank == 1 && target.dim() == 0 && Tensor.size(0) == 1;
            }

            for (int dimension = 0; dimension < rank; dimension++)
            {
                if (Tensor.size(dimension) != target.size(dimension))
                {
                    return false;
                }
            }

            return true;
        }

        public override torch.Tensor Take() => Tensor!.detach();
    }
}
