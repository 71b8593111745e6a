using TorchSharp.Generators.Runtime.Reading;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>Whether one entry of a checkpoint can be copied to its tensor, or take its place.</summary>
/// <param name="report">Where to note what stands in the way.</param>
/// <param name="assign">Whether the entries take the place of the module's tensors.</param>
internal sealed class EntryCheck(LoadReport report, bool assign)
{
    /// <summary>Inside of inference mode anything can be written to. Outside, the native copy refuses only after it wrote.</summary>
    private readonly bool _asksForInference = !torch.is_inference_mode_enabled();

    public bool Run(string key, torch.Tensor target, CheckpointEntry source)
    {
        if (source.Defect is { } defect)
        {
            report.Errors.Add(Refusal(key, defect));
            return false;
        }

        if (target.IsInvalid)
        {
            report.Errors.Add($"While copying the parameter named \"{key}\", the tensor in the current model was found to be disposed.");
            return false;
        }

        return HasData(key, target, source) && CanTake(key, target, source) && Fits(key, target, source);
    }

    private bool HasData(string key, torch.Tensor target, CheckpointEntry source)
    {
        bool toMeta = target.device_type == DeviceType.META;
        if (source.IsOnMeta == toMeta)
        {
            return true;
        }

        if (!toMeta)
        {
            report.Errors.Add(Refusal(key, "a meta tensor, which has no data"));
            return false;
        }

        // PyTorch warns and copies nothing. A model that looks loaded and is not is worth an error.
        if (!assign)
        {
            report.OnMeta.Add(key);
        }

        return assign;
    }

    private bool CanTake(string key, torch.Tensor target, CheckpointEntry source)
    {
        // What is contiguous is neither sparse nor expanded: one question instead of several, for nearly all tensors.
        bool isPlain = target.is_contiguous();
        bool isSparse = !isPlain && target.is_sparse;
        string? problem =
            source.IsSparse != isSparse ? Refusal(
                key, $"a {Layout(source.IsSparse)} tensor, and the one in the current model is {Layout(isSparse)}")
            : assign ? (target.requires_grad && !CanRequireGrad(source.Dtype) ? $"While assigning the parameter named \"{key}\", only tensors of floating point and complex dtype can require gradients, and the one in the checkpoint is {source.Dtype}." : null)
            : isSparse ? null
            : !isPlain && !TensorMemory.CanBeWritten(target) ? $"While copying the parameter named \"{key}\", the tensor in the current model was found to be an expanded view, which cannot be written to. Register a clone of it."
            : _asksForInference && InferenceTensor.Is(target) ? $"While copying the parameter named \"{key}\", the tensor in the current model was found to be made under inference_mode, which cannot be written to outside of it."
            : null;
        if (problem is not null)
        {
            report.Errors.Add(problem);
        }

        return problem is null;
    }

    private bool Fits(string key, torch.Tensor target, CheckpointEntry source)
    {
        bool fits = source.Fits(target);
        if (!fits)
        {
            report.Add(new SizeMismatch(key, source.Shape, target.shape));
        }

        return fits;
    }

    private static string Refusal(string key, string received) =>
        $"While copying the parameter named \"{key}\", expected torch.Tensor or Tensor-like object from checkpoint but received {received}";

    private static string Layout(bool isSparse) => isSparse ? "sparse" : "dense";

    private static bool CanRequireGrad(torch.ScalarType dtype) =>
        dtype is torch.ScalarType.Float16 or torch.ScalarType.BFloat16 or torch.ScalarType.Float32 or torch.ScalarType.Float64
            or torch.ScalarType.ComplexFloat32 or torch.ScalarType.ComplexFloat64;
}
