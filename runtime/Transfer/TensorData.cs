using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>libtorch's <c>Tensor::set_data</c>: other data, dtype and device under the same tensor.</summary>
internal sealed class TensorData
{
    /// <summary>One array for all calls: a move makes thousands.</summary>
    private readonly Parameter[] _one = new Parameter[1];

    /// <summary>
    /// Gives <paramref name="tensor"/> the elements, the dtype, the device and the strides of <paramref name="data"/>, for
    /// everybody who holds it: PyTorch's <c>param.data = data</c> (torch/nn/modules/module.py, <c>_apply</c>).
    /// </summary>
    /// <remarks>
    /// TorchSharp exposes <c>set_data</c> in one place: <c>vector_to_parameters</c> gives each parameter a slice of a vector
    /// by <c>set_data</c> (libtorch, torch/nn/utils/convert_parameters.h), whatever the dtype and device of the vector, and
    /// errors come back as exceptions. The slice of a single parameter begins at 0 and takes as many rows as the parameter
    /// has elements, which are never fewer than there are: of data in the shape of the parameter it is the whole, and needs
    /// no vector. No element is copied.
    /// </remarks>
    /// <param name="tensor">The tensor, which keeps its shape.</param>
    /// <param name="data">Of the same shape.</param>
    public void Set(torch.Tensor tensor, torch.Tensor data)
    {
        if (data.Dimensions > 0)
        {
            SetSlice(tensor, data);
            return;
        }

        // A scalar has no rows.
        using torch.Tensor vector = data.reshape(-1);
        SetSlice(tensor, vector);
    }

    private void SetSlice(torch.Tensor tensor, torch.Tensor data)
    {
        if (tensor is Parameter parameter)
        {
            Give(parameter, data);
            return;
        }

        // TorchSharp's alias is another handle of the same libtorch tensor.
        using var handle = new Parameter(tensor.alias(), tensor.requires_grad);
        Give(handle, data);
    }

    private void Give(Parameter parameter, torch.Tensor data)
    {
        _one[0] = parameter;
        torch.nn.utils.vector_to_parameters(data, _one);
    }
}
