using System;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>How the bytes of a tensor are reached.</summary>
internal static class TensorMemory
{
    /// <summary>What is converted or copied from another device passes through a buffer of this many bytes.</summary>
    public const int StagingSize = 1 << 22;

    /// <summary><c>Tensor.bytes</c> is a span, which has no room for more than 2 GB.</summary>
    private const int SpanSize = 1 << 30;

    /// <summary>
    /// Whether the memory holds the elements one after the other. A complex tensor may hold the conjugates of its elements.
    /// </summary>
    public static bool IsDirect(torch.Tensor tensor) =>
        tensor.device_type == DeviceType.CPU && tensor.is_contiguous() && !tensor.is_complex();

    /// <summary>Whether no two elements share their memory, as those of an expanded view do.</summary>
    public static bool CanBeWritten(torch.Tensor tensor)
    {
        if (tensor.is_sparse || tensor.is_contiguous())
        {
            return true;
        }

        for (int dimension = 0; dimension < tensor.dim(); dimension++)
        {
            if (tensor.stride(dimension) == 0 && tensor.size(dimension) > 1)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Shows a tensor in parts that fit a span or the buffer, in the order of its elements.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="elementSize">How many bytes an element takes in the file.</param>
    /// <param name="isDirect">Whether the parts do not pass through the buffer.</param>
    /// <param name="visit">Returns whether to go on.</param>
    public static bool ForEachPart(torch.Tensor tensor, int elementSize, bool isDirect, Func<torch.Tensor, bool> visit)
    {
        long elements = tensor.numel();
        long limit = (isDirect ? SpanSize : StagingSize) / elementSize;
        if (elements <= limit)
        {
            return elements == 0 || visit(tensor);
        }

        long rows = tensor.size(0);
        if (rows == 1)
        {
            using torch.Tensor row = tensor.select(0, 0);
            return ForEachPart(row, elementSize, isDirect, visit);
        }

        long step = Math.Max(1, limit / (elements / rows));
        for (long start = 0; start < rows; start += step)
        {
            using torch.Tensor part = tensor.narrow(0, start, Math.Min(step, rows - start));
            if (!ForEachPart(part, elementSize, isDirect, visit))
            {
                return false;
            }
        }

        return true;
    }
}
