using System.Runtime.InteropServices;

namespace TorchSharp.Generators.Runtime.Reading;

/// <summary>
/// Tells whether a tensor was made under <c>inference_mode</c>: outside of it, it takes no writes, and an exchange of its data
/// leaves it without a version counter, so that not even an element can be read any more. TorchSharp has no <c>is_inference</c>,
/// but such a tensor must not begin to require a gradient.
/// </summary>
internal static class InferenceTensor
{
    /// <summary>
    /// Whether <paramref name="tensor"/>, dense and with data or on <c>meta</c>, is one. Asked while inference mode is off.
    /// </summary>
    public static bool Is(torch.Tensor tensor)
    {
        try
        {
            if (tensor.requires_grad)
            {
                tensor.requires_grad = true;
            }
            else
            {
                AskUnseen(tensor);
            }

            return false;
        }
        catch (ExternalException)
        {
            return true;
        }
    }

    /// <summary>Asks through another tensor, so that nobody sees this one change.</summary>
    private static void AskUnseen(torch.Tensor tensor)
    {
        using torch.Tensor same = tensor.detach();
        if (tensor.dtype is torch.ScalarType.Float16 or torch.ScalarType.BFloat16 or torch.ScalarType.Float32 or torch.ScalarType.Float64
            or torch.ScalarType.ComplexFloat32 or torch.ScalarType.ComplexFloat64)
        {
            same.requires_grad = true;
            return;
        }

        // An integer can require none: a write of no elements asks the same.
        using torch.Tensor whole = same.unsqueeze(0);
        using torch.Tensor nothing = whole.narrow(0, 0, 0);
        nothing.zero_();
    }
}
