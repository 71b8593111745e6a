using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>libtorch's <c>Tensor::set_data</c>: other data, dtype and device under the same tensor.</summary>
internal static class TensorData
{
    /// <summary>
    /// Gives <paramref name="tensor"/> the elements, the dtype and the device of <paramref name="vector"/>, for everybody who
    /// holds it: PyTorch's <c>param.data = data</c> (torch/nn/modules/module.py, <c>_apply</c>).
    /// </summary>
    /// <remarks>
    /// TorchSharp exposes <c>set_data</c> in one place: <c>vector_to_parameters</c> gives each parameter a slice of a vector
    /// by <c>set_data</c> (libtorch, torch/nn/utils/convert_parameters.h), whatever the dtype and device of the vector, and
    /// errors come back as exceptions. With one parameter the slice is the whole vector: no data is copied. The result is
    /// contiguous.
    /// </remarks>
    /// <param name="tensor">Of any shape, which it keeps.</param>
    /// <param name="vector">As many elements, of shape [n].</param>
    public static void Set(torch.Tensor tensor, torch.Tensor vector)
    {
        if (tensor is Parameter parameter)
        {
            torch.nn.utils.vector_to_parameters(vector, [parameter]);
            return;
        }

        // A conversion to the dtype that the tensor has gives another handle of the same libtorch tensor.
        using var handle = new Parameter(tensor.to(tensor.dtype), tensor.requires_grad);
        torch.nn.utils.vector_to_parameters(vector, [handle]);
    }
}
