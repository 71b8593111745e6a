using System;
using System.Linq;
using System.Runtime.InteropServices;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>Whether one entry of a checkpoint can be copied to its tensor.</summary>
internal static class EntryCheck
{
    /// <summary>Whether the shapes agree. PyTorch also takes shape [1] for a scalar, as old versions of it saved them.</summary>
    public static bool Fits(torch.Tensor target, long[] shape) => target.dim() == 0 ? shape is [] or [1] : shape.SequenceEqual(target.shape);

    /// <summary>Whether no two elements share their memory, as those of an expanded view do.</summary>
    public static bool CanBeWritten(torch.Tensor tensor) =>
        tensor.is_sparse || !Enumerable.Range(0, (int)tensor.dim()).Any(dim => tensor.shape[dim] > 1 && tensor.stride(dim) == 0);

    /// <summary>Notes in <paramref name="report"/> what stands in the way.</summary>
    public static bool Run(string key, torch.Tensor target, torch.Tensor? source, LoadReport report)
    {
        if (Refusal(key, target, source) is { } refusal)
        {
            report.Errors.Add(refusal);
            return false;
        }

        if (!Fits(target, source!.shape))
        {
            report.Add(new SizeMismatch(key, source.shape, target.shape));
            return false;
        }

        return true;
    }

    private static string? Refusal(string key, torch.Tensor target, torch.Tensor? source)
    {
        const string expected = "expected torch.Tensor or Tensor-like object from checkpoint but received";

        if (source is null || source.IsInvalid)
        {
            return $"While copying the parameter named \"{key}\", {expected} {(source is null ? "null" : "a disposed tensor")}";
        }

        if (target.IsInvalid)
        {
            return $"While copying the parameter named \"{key}\", the tensor in the current model was found to be disposed.";
        }

        bool fromMeta = source.device_type == DeviceType.META;
        bool toMeta = target.device_type == DeviceType.META;
        return (fromMeta, toMeta) switch
        {
            (true, false) => $"While copying the parameter named \"{key}\", {expected} a meta tensor, which has no data",

            // PyTorch warns and copies nothing. A model that looks loaded and is not is worth an error.
            (false, true) => $"for {key}: copying from a non-meta parameter in the checkpoint to a meta parameter in the current model, which is a no-op. Move the module to a real device first.",
            _ when !CanBeWritten(target) => $"While copying the parameter named \"{key}\", the tensor in the current model was found to be an expanded view, which cannot be written to. Register a clone of it.",
            _ when source.is_sparse != target.is_sparse => $"While copying the parameter named \"{key}\", {expected} a {Layout(source)} tensor, and the one in the current model is {Layout(target)}",
            _ when !target.is_sparse && IsFrozenByInferenceMode(target) => $"While copying the parameter named \"{key}\", the tensor in the current model was found to be made under inference_mode, which cannot be written to outside of it.",
            _ => null,
        };
    }

    private static string Layout(torch.Tensor tensor) => tensor.is_sparse ? "sparse" : "dense";

    /// <summary>TorchSharp has no <c>is_inference</c>, and the native copy refuses only after it wrote: a copy of no elements asks first.</summary>
    private static bool IsFrozenByInferenceMode(torch.Tensor target)
    {
        using IDisposable noGrad = torch.no_grad();
        using torch.Tensor whole = target.unsqueeze(0);
        using torch.Tensor nothing = whole.narrow(0, 0, 0);
        try
        {
            nothing.copy_(nothing).Dispose();
            return false;
        }
        catch (ExternalException)
        {
            return true;
        }
    }
}
