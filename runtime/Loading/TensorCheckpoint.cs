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
            var entry = (Entry)source;
            torch.Tensor tensor = entry.Tensor!;
            try
            {
                if (entry.IsScalarInVector)
                {
                    using torch.Tensor scalar = tensor.reshape();
                    target.copy_(scalar);
                }
                else
                {
                    target.copy_(tensor);
                }
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

    private sealed class Entry(torch.Tensor? tensor) : CheckpointEntry
    {
        public torch.Tensor? Tensor { get; } = tensor;

        /// <summary>As old versions of PyTorch saved scalars.</summary>
        public bool IsScalarInVector { get; private set; }

        public override long[] Shape => Tensor!.shape;

        public override torch.ScalarType Dtype => Tensor!.dtype;

        public override string? Defect => Tensor is null ? "null" : Tensor.IsInvalid ? "a disposed tensor" : null;

        public override bool IsSparse => Tensor!.is_sparse;

        public override bool IsOnMeta => Tensor!.device_type == DeviceType.META;

        /// <remarks>TorchSharp's shape allocates and costs ten times what its parts do.</remarks>
        public override bool Fits(torch.Tensor target)
        {
            int rank = (int)Tensor!.dim();
            long elements = Tensor.numel();
            if (rank != target.dim())
            {
                return IsScalarInVector = rank == 1 && elements == 1 && target.dim() == 0;
            }

            if (elements != target.numel())
            {
                return false;
            }

            // With as many elements the last dimension follows from the others, unless there are none.
            for (int dimension = 0; dimension < (elements == 0 ? rank : rank - 1); dimension++)
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
