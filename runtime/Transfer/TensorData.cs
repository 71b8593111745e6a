using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime;

/// <summary>libtorch's <c>Tensor::set_data</c>: other data, dtype and device under the same tensor.</summary>
internal static class TensorData
{
    /// <summary>
    /// Makes <paramref name="tensor"/> what <paramref name="data"/> is, for everybody who holds it: PyTorch's
    /// <c>param.data = data</c> (torch/nn/modules/module.py, <c>_apply</c>).
    /// </summary>
    /// <remarks>
    /// TorchSharp exposes <c>set_data</c> in one place: <c>vector_to_parameters</c> gives each parameter a slice of a vector
    /// by <c>set_data</c> (libtorch, torch/nn/utils/convert_parameters.h), whatever the dtype and device of the vector, and
    /// errors come back as exceptions. With one parameter the slice is the whole vector: no data is copied. The result is
    /// contiguous.
    /// </remarks>
    public static void Set(torch.Tensor tensor, torch.Tensor data)
    {
        using torch.Tensor vector = data.reshape(-1);
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
