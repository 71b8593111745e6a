using System.Collections.Generic;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>Shapes, as PyTorch writes and compares them.</summary>
internal static class TorchSize
{
    public static string Format(IEnumerable<long> shape) => $"torch.Size([{string.Join(", ", shape)}])";

    /// <summary>Whether the shapes agree. PyTorch also takes shape [1] for a scalar, as old versions of it saved them.</summary>
    public static bool Fits(long[] shape, torch.Tensor target)
    {
        // TorchSharp's shape allocates and costs ten times what its parts do.
        if (shape.Length != target.dim())
        {
            return shape is [1] && target.dim() == 0;
        }

        for (int dimension = 0; dimension < shape.Length; dimension++)
        {
            if (shape[dimension] != target.size(dimension))
            {
                return false;
            }
        }

        return true;
    }
}
