using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>
/// Which operations take tensors of two devices. All others that are not named here take scalars of any device, and no more.
/// </summary>
internal static class Operands
{
    /// <summary>
    /// Copies, comparisons of shapes, and those whose lengths or indices have to be on the CPU or may be.
    /// </summary>
    public static readonly MemberTable OnAnyDevice = new(
        TorchOwner.TensorOrTorch,
        "copy_",
        "index",
        "index_put_",
        "expand_as",
        "view_as",
        "broadcast_tensors",
        "tensor_split",
        "ctc_loss",
        "result_type",
        "pack_padded_sequence");

    /// <summary>
    /// They take a tensor without dimensions and need it on the device of the other one all the same: libtorch lets scalars
    /// of the CPU into arithmetic alone.
    /// </summary>
    public static readonly MemberTable NeedingScalarsHere = new(
        TorchOwner.TensorOrTorch,
        "gather",
        "scatter",
        "scatter_",
        "scatter_add",
        "scatter_add_",
        "index_select",
        "index_add",
        "index_add_",
        "index_copy",
        "index_copy_",
        "index_fill",
        "index_fill_",
        "take",
        "take_along_dim",
        "stack");

    public static bool AreOnAnyDevice(IMethodSymbol method, TorchSymbols torch) => OnAnyDevice.Contains(method, torch);
}
